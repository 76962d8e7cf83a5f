package dev.mcpcentral.hub.dispatch;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.audit.AuditUnavailableException;
import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.policy.Decision;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way of every request, whatever protocol it came by: resolve, decide, record the intent, carry
 * out, record the outcome. Nothing reaches a server before its intent is recorded; nothing reaches
 * a client before its outcome is.
 */
public final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private final Snapshots snapshots;
  private final AuditLog audit;
  private final Backends backends;
  private final TaskSeals tasks;
  private final InstantSource clock;

  public Dispatcher(
      Snapshots snapshots,
      AuditLog audit,
      Backends backends,
      TaskSeals tasks,
      InstantSource clock) {
    this.tasks = tasks;
    this.snapshots = snapshots;
    this.audit = audit;
    this.backends = backends;
    this.clock = clock;
  }

  /**
   * Takes one request from decision to recorded outcome. Never throws: what goes wrong is a {@link
   * Failure}.
   */
  public Outcome dispatch(Call asked, Caller caller) {
    Call call = tasks.open(asked).orElseGet(() -> refused(asked));
    Snapshot snapshot = snapshots.current();
    Catalog catalog = snapshot.catalog(call.profile());
    Catalog.@Nullable Entry entry =
        call.ask() instanceof Ask.OfServer ask ? catalog.resolve(ask) : null;
    @Nullable Route route = entry == null ? null : bound(call, entry.route());
    @Nullable Decision decision = decide(snapshot, call, entry, route);
    RequestRecord record =
        new RequestRecord(call, route, decision, snapshot.policy().version(), clock);
    try {
      long intent = audit.intent(record.intent());
      Outcome outcome = carryOut(snapshot, call, decision, caller);
      audit.outcome(record.outcome(intent, outcome));
      return outcome;
    } catch (AuditUnavailableException unavailable) {
      return new Failure.Unrecorded();
    }
  }

  /** Another's task looks like none at all. */
  private static Call refused(Call call) {
    Ask ask = call.ask();
    String named = String.valueOf(ask.target());
    Outcome unknown =
        ask instanceof Ask.OfServer task
            ? TaskSeals.refusal(call, task)
            : new Failure.UnknownMethod(ask.method());
    return new Call(
        call.principal(),
        call.surface(),
        call.client(),
        new Ask.Own(ask.method(), named, unknown),
        call.profile());
  }

  /** While two versions of a server run, a session may belong to the older. */
  private Route bound(Call call, Route route) {
    return backends.find(route.server()).map(backend -> backend.bound(call, route)).orElse(route);
  }

  private static @Nullable Decision decide(
      Snapshot snapshot, Call call, Catalog.@Nullable Entry entry, @Nullable Route route) {
    return entry != null && route != null && call.ask() instanceof Ask.OfServer ask
        ? snapshot.policy().decide(call, ask, route, entry.risk())
        : null;
  }

  private Outcome carryOut(
      Snapshot snapshot, Call call, @Nullable Decision decision, Caller caller) {
    try {
      return switch (call.ask()) {
        case Ask.OfServer ask -> askServer(snapshot, ask, decision, caller);
        case Ask.ListOf list -> list(snapshot, call, list);
        case Ask.Own own -> own.answer();
      };
    } catch (RuntimeException defect) {
      String id = UUID.randomUUID().toString();
      LOG.log(
          System.Logger.Level.ERROR, "internal error " + id + " in " + call.ask().method(), defect);
      return new Failure.Internal(id);
    }
  }

  private Outcome askServer(
      Snapshot snapshot, Ask.OfServer ask, @Nullable Decision decision, Caller caller) {
    return switch (decision) {
      case null -> new Failure.Unknown(ask.verb(), ask.name());
      case Decision.Denied denied -> new Failure.Denied(denied.reason());
      case Permitted permitted -> {
        ServerName server = permitted.route().server();
        Optional<Backend> backend = backends.find(server);
        long version = snapshot.policy().version();
        Caller recorded = new RecordedCaller(caller, permitted, version, audit, clock);
        yield backend.isPresent()
            ? tasks.seal(permitted.call(), server, backend.get().invoke(permitted, recorded))
            : new Failure.Unknown(ask.verb(), ask.name());
      }
    };
  }

  private static Outcome list(Snapshot snapshot, Call call, Ask.ListOf list) {
    return snapshot
        .catalog(call.profile())
        .shown(list.scope(), list.listing())
        .page(list.cursor(), call.client().revision(), snapshot.freshFor())
        .<Outcome>map(page -> new Outcome.Answer(page, false))
        .orElseGet(() -> new Failure.InvalidArguments("unknown cursor: start again without one"));
  }
}
