package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.session.Owner;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchBoundsTest {
  private static final ServerName FILES = new ServerName("files");

  private final List<String> told = new ArrayList<>();
  private final Sessions sessions = new Sessions();
  private final Subscriptions subscriptions =
      new Subscriptions(
          sessions,
          new Watches((server, uris) -> told.add(server + " " + uris)),
          new OpenStreams());
  private final Session session =
      sessions.create(
          new Owner(new Principal.Anonymous(), null),
          Revision.NEWEST_LEGACY,
          "tester",
          ClientCapabilities.NONE);

  /** Its request was under way when the session ended. */
  @Test
  void sessionThatHasEndedLeavesNoWatchBehind() {
    sessions.end(session);
    subscriptions.watch(session, watch(1));
    assertThat(session.watched()).isEmpty();
    assertThat(told).containsExactly("files [a:1]", "files []");
  }

  @Test
  void sessionWatchesNoMoreThanTheBound() {
    for (int i = 0; i < LegacyFront.MAX_WATCHED; i++) {
      assertThat(LegacyFront.bounded(session, ask(ServerMethod.SUBSCRIBE)))
          .isInstanceOf(Ask.OfServer.class);
      subscriptions.watch(session, watch(i));
    }
    assertThat(LegacyFront.bounded(session, ask(ServerMethod.SUBSCRIBE)))
        .isInstanceOfSatisfying(
            Ask.Own.class,
            refused -> assertThat(refused.answer()).isInstanceOf(Failure.InvalidArguments.class));
    assertThat(LegacyFront.bounded(session, ask(ServerMethod.UNSUBSCRIBE)))
        .isInstanceOf(Ask.OfServer.class);
  }

  private static Watch watch(int number) {
    return new Watch(FILES, "a:" + number, "mcp://files/a:" + number);
  }

  private static Ask ask(ServerMethod verb) {
    return new Ask.OfServer(verb, null, "mcp://files/a:1", Members.NONE, Members.NONE);
  }
}
