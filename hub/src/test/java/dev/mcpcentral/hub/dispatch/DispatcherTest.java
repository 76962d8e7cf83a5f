package dev.mcpcentral.hub.dispatch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final ServerName SAFE = new ServerName("safe");
  private static final ServerName RISKY = new ServerName("risky");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Slice RESULT = Slice.of("{\"content\":[{\"type\":\"text\"}]}");

  private final List<String> events = new ArrayList<>();
  private final OrderedAuditLog audit = new OrderedAuditLog(events);
  private final Snapshots snapshots = new Snapshots();
  private final List<Slice> forwarded = new ArrayList<>();
  private Backend backend =
      (permitted, caller) -> {
        events.add("invoke " + permitted.route().server() + " " + permitted.route().name());
        forwarded.add(permitted.ask().arguments());
        return new Outcome.Answer(RESULT, false);
      };
  private final Dispatcher dispatcher =
      new Dispatcher(
          snapshots,
          audit,
          server ->
              server.equals(SAFE) || server.equals(RISKY) ? Optional.of(backend) : Optional.empty(),
          new TaskSeals(new byte[32]),
          InstantSource.fixed(NOW));

  DispatcherTest() {
    List<Slice> tools =
        List.of(Slice.of("{\"name\":\"look\",\"inputSchema\":{\"type\":\"object\"}}"));
    Offer offer = Offer.of(Slice.of("{}"), null, Map.of(Listing.TOOLS, tools));
    Catalog catalog =
        Catalog.of(
            List.of(
                new ServerOffer(SAFE, "sha256:aa", RiskLevel.MEDIUM, offer),
                new ServerOffer(RISKY, "sha256:bb", RiskLevel.HIGH, offer),
                new ServerOffer(new ServerName("removed"), "sha256:cc", RiskLevel.LOW, offer)));
    snapshots.replace(new Snapshot(new Policy(7), catalog, Duration.ofSeconds(30)));
  }

  @Test
  void nothingReachesTheServerBeforeItsIntentAndNothingTheClientBeforeItsOutcome() {
    Outcome outcome = call("safe__look", "{\"a\":1}");
    events.add("released");
    assertThat(outcome).isEqualTo(new Outcome.Answer(RESULT, false));
    assertThat(events).containsExactly("intent", "invoke safe look", "outcome", "released");
    assertThat(audit.outcomes.getFirst().intent()).isEqualTo(42);
  }

  @Test
  void intentSaysWhoAsksWhatOnWhichRouteUnderWhichPolicy() {
    call("safe__look", "{}");
    var intent = audit.intents.getFirst();
    assertThat(intent.time()).isEqualTo(NOW);
    assertThat(intent.principal()).isEqualTo("anonymous");
    assertThat(intent.surface()).isEqualTo("mcp");
    assertThat(intent.era()).isEqualTo("modern");
    assertThat(intent.method()).isEqualTo("tools/call");
    assertThat(intent.client()).isEqualTo("tester");
    assertThat(intent.target()).isEqualTo("safe__look");
    assertThat(intent.server()).isEqualTo("safe");
    assertThat(intent.tool()).isEqualTo("look");
    assertThat(intent.digest()).isEqualTo("sha256:aa");
    assertThat(intent.definition())
        .isEqualTo(sha256("{\"name\":\"look\",\"inputSchema\":{\"type\":\"object\"}}"));
    assertThat(intent.policyVersion()).isEqualTo(7);
    assertThat(intent.decision()).isEqualTo("permitted");
  }

  @Test
  void argumentsAreHashedAndForwardedAsTheBytesReceived() {
    String arguments = "{ \"n\" : 1e999,\"d\":0.10000000000000000000000001 ,\n\"s\":\"\\u00e9é\"}";
    call("safe__look", arguments);
    assertThat(audit.intents.getFirst().argumentsSha256()).isEqualTo(sha256(arguments));
    assertThat(forwarded).containsExactly(Slice.of(arguments));
  }

  @Test
  void absentArgumentsAreHashedAsAnEmptyObject() {
    dispatch(
        new Ask.OfServer(ServerMethod.CALL_TOOL, null, "safe__look", Members.NONE, Members.NONE));
    assertThat(audit.intents.getFirst().argumentsSha256()).isEqualTo(sha256("{}"));
  }

  @Test
  void outcomeHashesWhatIsReleased() {
    call("safe__look", "{}");
    var outcome = audit.outcomes.getFirst();
    assertThat(outcome.status()).isEqualTo("ok");
    assertThat(outcome.resultSha256()).isEqualTo(sha256(RESULT.text()));
    assertThat(outcome.resultBytes()).isEqualTo(RESULT.length());
    assertThat(outcome.durationNanos()).isNotNegative();
  }

  @Test
  void refusedIntentMeansThatTheServerNeverHearsOfTheCall() {
    audit.refusesIntents = true;
    assertThat(call("safe__look", "{}")).isEqualTo(new Failure.Unrecorded());
    assertThat(events).containsExactly("intent");
  }

  @Test
  void refusedOutcomeWithholdsTheResultAndIsNotTriedAgain() {
    audit.refusesOutcomes = true;
    assertThat(call("safe__look", "{}")).isEqualTo(new Failure.Unrecorded());
    assertThat(events).containsExactly("intent", "invoke safe look", "outcome");
  }

  @Test
  void unknownToolIsRecordedAndRefused() {
    assertThat(call("safe__nothing", "{}"))
        .isEqualTo(new Failure.Unknown(ServerMethod.CALL_TOOL, "safe__nothing"));
    assertThat(events).containsExactly("intent", "outcome");
    assertThat(audit.intents.getFirst().target()).isEqualTo("safe__nothing");
    assertThat(audit.intents.getFirst().server()).isNull();
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("unknown-tool");
  }

  @Test
  void namesAreLookedUpWithinTheScope() throws MalformedJsonException {
    Members params = Members.ofObject(Slice.of("{\"name\":\"look\"}"));
    Outcome own =
        dispatch(new Ask.OfServer(ServerMethod.CALL_TOOL, SAFE, "look", params, Members.NONE));
    Outcome prefixed =
        dispatch(
            new Ask.OfServer(ServerMethod.CALL_TOOL, SAFE, "safe__look", params, Members.NONE));
    assertThat(own).isInstanceOf(Outcome.Answer.class);
    assertThat(prefixed).isEqualTo(new Failure.Unknown(ServerMethod.CALL_TOOL, "safe__look"));
  }

  @Test
  void toolOfAServerThatWasJustRemovedIsUnknown() {
    assertThat(call("removed__look", "{}"))
        .isEqualTo(new Failure.Unknown(ServerMethod.CALL_TOOL, "removed__look"));
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("unknown-tool");
  }

  @Test
  void anonymousCallerOfAHighRiskServerIsDeniedAndTheServerNeverHearsOfIt() {
    Outcome outcome = call("risky__look", "{}");
    assertThat(outcome).isInstanceOf(Failure.Denied.class);
    assertThat(events).containsExactly("intent", "outcome");
    assertThat(audit.intents.getFirst().decision()).isEqualTo("denied");
    assertThat(audit.intents.getFirst().reason()).contains("token create");
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("denied");
  }

  @Test
  void clientWithATokenMayCallAHighRiskServer() throws MalformedJsonException {
    Call call = call(new Principal.Client("ci"), ask("risky__look", "{}"));
    assertThat(dispatcher.dispatch(call, Caller.SILENT)).isInstanceOf(Outcome.Answer.class);
    assertThat(audit.intents.getFirst().principal()).isEqualTo("ci");
  }

  @Test
  void defectOfABackendShowsAnIdAndNothingElse() {
    backend =
        (permitted, caller) -> {
          throw new IllegalStateException("secret detail");
        };
    Logger logger = Logger.getLogger(Dispatcher.class.getName());
    logger.setLevel(Level.OFF);
    Outcome outcome = call("safe__look", "{}");
    logger.setLevel(null);
    assertThat(outcome).isInstanceOf(Failure.Internal.class);
    String id = ((Failure.Internal) outcome).id();
    assertThat(id).matches("[0-9a-f-]{36}");
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("internal");
    assertThat(audit.outcomes.getFirst().detail()).isEqualTo(id);
  }

  @Test
  void resultThatIsTooLargeToFindItsTasksIsRecordedAsTheServersFault() {
    String members =
        IntStream.range(0, 100_001).mapToObj(i -> ",\"m" + i + "\":0").collect(joining());
    Slice result = Slice.of("{\"taskId\":\"1\"" + members + "}");
    backend = (permitted, caller) -> new Outcome.Answer(result, false);
    assertThat(call("safe__look", "{}")).isInstanceOf(Failure.BackendBroken.class);
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("backend-broken");
  }

  @Test
  void toolErrorsAndServerErrorsAreRecordedAsSuch() {
    backend = (permitted, caller) -> new Outcome.Answer(RESULT, true);
    call("safe__look", "{}");
    backend = (permitted, caller) -> new Outcome.ServerError(Slice.of("{\"code\":-32000}"));
    call("safe__look", "{}");
    backend = (permitted, caller) -> new Failure.BackendBroken(SAFE, "exit code 137");
    call("safe__look", "{}");
    assertThat(audit.outcomes)
        .extracting("status", "detail")
        .containsExactly(
            tuple("tool-error", null),
            tuple("server-error", null),
            tuple("backend-broken", "exit code 137"));
    assertThat(audit.outcomes.getLast().resultSha256()).isNull();
  }

  @Test
  void listsAreRecorded() {
    Outcome outcome = dispatch(new Ask.ListOf(Listing.TOOLS, null, null));
    assertThat(((Outcome.Answer) outcome).result().text())
        .contains("\"safe__look\"", "\"risky__look\"", "\"ttlMs\":30000");
    assertThat(events).containsExactly("intent", "outcome");
    assertThat(audit.intents.getFirst().method()).isEqualTo("tools/list");
    assertThat(audit.intents.getFirst().argumentsSha256()).isNull();
  }

  @Test
  void foreignCursorIsRefusedAndRecorded() {
    assertThat(dispatch(new Ask.ListOf(Listing.TOOLS, null, "not ours")))
        .isInstanceOf(Failure.InvalidArguments.class);
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("invalid-arguments");
  }

  @Test
  void whatTheEndpointAnswersItselfIsRecorded() {
    Outcome answer = new Outcome.Answer(Slice.of("{}"), false);
    assertThat(dispatch(new Ask.Own("ping", answer))).isSameAs(answer);
    assertThat(events).containsExactly("intent", "outcome");
    assertThat(audit.intents.getFirst().method()).isEqualTo("ping");
  }

  @Test
  void listsAreWithheldTooWhenTheLogIsFull() {
    audit.refusesIntents = true;
    assertThat(dispatch(new Ask.ListOf(Listing.TOOLS, null, null)))
        .isEqualTo(new Failure.Unrecorded());
  }

  @Test
  void longTargetIsCutInTheRecord() {
    String name = "x".repeat(1000);
    assertThat(call(name, "{}")).isEqualTo(new Failure.Unknown(ServerMethod.CALL_TOOL, name));
    assertThat(audit.intents.getFirst().target()).hasSize(256);
  }

  private Outcome call(String tool, String arguments) {
    try {
      return dispatch(ask(tool, arguments));
    } catch (MalformedJsonException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }

  private Outcome dispatch(Ask ask) {
    return dispatcher.dispatch(call(new Principal.Anonymous(), ask), Caller.SILENT);
  }

  private static Ask ask(String tool, String arguments) throws MalformedJsonException {
    Slice params = Slice.of("{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    return new Ask.OfServer(
        ServerMethod.CALL_TOOL, null, tool, Members.ofObject(params), Members.NONE);
  }

  private static Call call(Principal principal, Ask ask) {
    return new Call(principal, Surface.MCP, Client.plain(Revision.MODERN, "tester"), ask);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
