package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.protocol.mcp.Revision;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All legacy sessions: bounded in number, ended after an idle time. A session is invisible to all
 * but its owner (T9).
 */
public final class Sessions {
  /** The idlest session makes room for the one over this number. */
  public static final int MAX = 10_000;

  public static final Duration IDLE = Duration.ofHours(1);

  /** What all sessions together keep for clients that may come back. */
  private static final long MAX_KEPT_BYTES = 64 << 20;

  private final Retention retention;
  private final ConcurrentHashMap<String, Session> byId = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanoTime;
  private final List<Consumer<Session>> ended = new CopyOnWriteArrayList<>();

  public Sessions() {
    this(System::nanoTime);
  }

  /** {@code nanoTime} counts like {@link System#nanoTime}. */
  Sessions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.retention = new Retention(MAX_KEPT_BYTES, nanoTime);
  }

  public Session create(
      Owner owner, Revision revision, @Nullable String client, ClientCapabilities capabilities) {
    expire();
    makeRoom();
    Session session =
        new Session(unguessable(), owner, revision, client, capabilities, retention, nanoTime);
    byId.put(session.id(), session);
    return session;
  }

  /** A new name that nobody can guess: 24 characters that are fit for URLs and headers. */
  public String unguessable() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** The session with this id if it is the owner's; to anybody else it does not exist. */
  public Optional<Session> find(String id, Owner owner) {
    Session session = byId.get(id);
    if (session == null || !session.belongsTo(owner)) {
      return Optional.empty();
    }
    session.touch();
    return Optional.of(session);
  }

  public void end(Session session) {
    if (byId.remove(session.id(), session)) {
      session.close();
      ended.forEach(action -> action.accept(session));
    }
  }

  /**
   * Ends sessions that were idle for {@link #IDLE}; happens whenever a session is made, and else to
   * be called every now and then.
   */
  public void expire() {
    byId.values().stream()
        .filter(session -> session.idleNanos() > IDLE.toNanos())
        .toList()
        .forEach(this::end);
  }

  /** Lets go of old events that nobody has come back for; to be called every now and then. */
  public void forget() {
    byId.values().forEach(Session::forget);
  }

  /** Sends a notification to every session that has an open stream. */
  public void send(String method) {
    byId.values().forEach(session -> session.send(method, null));
  }

  public Collection<Session> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Runs {@code action} after each session has ended. */
  public void onEnd(Consumer<Session> action) {
    ended.add(action);
  }

  /** Bytes of events that are kept for clients that may come back. */
  public long keptBytes() {
    return retention.bytes();
  }

  public int count() {
    return byId.size();
  }

  public void close() {
    byId.values().forEach(this::end);
  }

  private void makeRoom() {
    if (byId.size() >= MAX) {
      byId.values().stream().max(Comparator.comparingLong(Session::idleNanos)).ifPresent(this::end);
    }
  }
}
