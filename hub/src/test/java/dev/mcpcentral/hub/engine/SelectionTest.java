package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.ContainerFacts.State;
import dev.mcpcentral.hub.engine.Sighting.Found;
import dev.mcpcentral.hub.engine.Sighting.PassedOver;
import dev.mcpcentral.hub.spec.Discovery;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {
  private static final DiscoveryTerms ALL =
      new DiscoveryTerms(Discovery.ALL, Set.of(new ServerName("central")), Set.of());

  private static Sighting among(DiscoveryTerms terms, ContainerExample... containers) {
    return new Selection("hub-1", terms, Whereabouts.ON_THE_MACHINE, id -> Optional.empty())
        .among(Arrays.stream(containers).map(ContainerExample::facts).toList());
  }

  private static ServerSpec only(Sighting sighting) {
    assertThat(sighting.passedOver()).isEmpty();
    assertThat(sighting.found()).hasSize(1);
    return sighting.found().getFirst().spec();
  }

  private static String refused(Sighting sighting) {
    assertThat(sighting.found()).isEmpty();
    assertThat(sighting.passedOver()).hasSize(1);
    return sighting.passedOver().getFirst().reason();
  }

  @Test
  void containerWithOpenInputIsAServerOverStdio() {
    ServerSpec spec = only(among(ALL, new ContainerExample("github-mcp", "mcp.server=github")));
    assertThat(spec.name()).isEqualTo(new ServerName("github"));
    assertThat(spec.source()).isEqualTo(new Source.Container("github-mcp"));
    assertThat(spec.port()).isEmpty();
  }

  @Test
  void whatIsDiscoveredIsHighRiskWhateverItsLabelsSay() {
    ServerSpec spec =
        only(among(ALL, new ContainerExample("c", "mcp.server=s", "mcp.governance.level=low")));
    assertThat(spec.risk()).isEqualTo(RiskLevel.LOW);
    assertThat(spec.effectiveRisk()).isEqualTo(RiskLevel.HIGH);
  }

  @Test
  void containerWithAPortIsAServerOverHttp() {
    ServerSpec spec =
        only(among(ALL, new ContainerExample("c", "mcp.server=s", "mcp.port=80", "mcp.path=/x")));
    assertThat(spec.port()).hasValue(80);
    assertThat(spec.httpPath()).isEqualTo("/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mcp.server=../x                        | mcp.server is not a server name
          mcp.server=                            | mcp.server is not a server name
          mcp.server=s mcp.governance.level=none | mcp.governance.level is none of
          mcp.server=s mcp.governance.level=LOW  | mcp.governance.level is none of
          mcp.server=s mcp.port=99999            | mcp.port is not a port
          mcp.server=s mcp.port=-1               | mcp.port is not a port
          mcp.server=s mcp.port=0                | mcp.port is not a port
          mcp.server=s mcp.port=1e3              | mcp.port is not a port
          mcp.server=s mcp.port=1 mcp.path=http://evil | mcp.path is not an HTTP path
          mcp.server=s mcp.port=1 mcp.path=/../x | mcp.path is not an HTTP path
          mcp.server=s mcp.path=/x               | give mcp.port, too
          mcp.server=s mcp.transport=http        | needs the label mcp.port
          mcp.server=s mcp.transport=sse         | neither stdio nor http
          mcp.server=s mcp.transport=stdio mcp.port=1 | exclude each other
          mcp.server=s mcp.governance.audit=false | every call is recorded
          mcp.server=s mcp.hub=$(x)              | mcp.hub is not the name of a hub
          mcp.server=s mcp.hub=other             | names another hub
          mcp.server=central                     | what is declared wins
          """)
  void hostileLabelIsRefusedWithoutBeingRepeated(String labels, String reason) {
    Sighting sighting = among(ALL, new ContainerExample("c", labels.split(" ")));
    assertThat(refused(sighting)).contains(reason).doesNotContain("$(x)").doesNotContain("evil");
  }

  @Test
  void labelOfTheImageExposesNothing() {
    ContainerExample container = new ContainerExample("c");
    container.fromImage = Set.of("mcp.server");
    assertThat(refused(among(ALL, container))).contains("an image's labels expose nothing");
  }

  @Test
  void withoutInputOrPortThereIsNoWayToSpeakToIt() {
    ContainerExample closed = new ContainerExample("c", "mcp.server=s");
    closed.openStdin = false;
    assertThat(refused(among(ALL, closed))).contains("no open standard input");
    ContainerExample terminal = new ContainerExample("c", "mcp.server=s");
    terminal.tty = true;
    assertThat(refused(among(ALL, terminal))).contains("terminal");
  }

  @Test
  void serverOverHttpOnTheMachinesOwnNetworkIsRefused() {
    ContainerExample host = new ContainerExample("c", "mcp.server=s", "mcp.port=80");
    host.networkMode = "host";
    assertThat(refused(among(ALL, host))).contains("machine's own network");
    ContainerExample none = new ContainerExample("c", "mcp.server=s", "mcp.port=80");
    none.addresses = java.util.Map.of();
    assertThat(refused(among(ALL, none))).contains("no network address");
  }

  @ParameterizedTest
  @CsvSource({"PAUSED,it is paused", "WARMING,not passed yet", "UNHEALTHY,check fails"})
  void serverOverHttpThatCannotAnswerNowWaits(State state, String reason) {
    ContainerExample container = new ContainerExample("c", "mcp.server=s", "mcp.port=80");
    container.state = state;
    assertThat(refused(among(ALL, container))).contains(reason);
  }

  @Test
  void healthChecksSayNothingAboutAConversationOverStdio() {
    ContainerExample container = new ContainerExample("c", "mcp.server=s");
    container.state = State.UNHEALTHY;
    assertThat(only(among(ALL, container)).name()).isEqualTo(new ServerName("s"));
  }

  @Test
  void olderOfTwoWithOneNameWins() {
    Sighting sighting =
        among(
            ALL,
            new ContainerExample("younger", "mcp.server=s").createdAt(2),
            new ContainerExample("older", "mcp.server=s").createdAt(1));
    assertThat(sighting.found())
        .extracting(Found::id)
        .containsExactly(ContainerExample.id("older"));
    assertThat(sighting.passedOver())
        .containsExactly(new PassedOver("younger", "an older container is the server 's' already"));
  }

  @Test
  void declaredServerWins() {
    DiscoveryTerms terms = new DiscoveryTerms(Discovery.ALL, Set.of(new ServerName("s")), Set.of());
    assertThat(refused(among(terms, new ContainerExample("c", "mcp.server=s"))))
        .contains("'s' is declared");
  }

  @Test
  void declaredContainerIsNoDiscovery() {
    DiscoveryTerms terms =
        new DiscoveryTerms(Discovery.ALL, Set.of(new ServerName("other")), Set.of("c"));
    assertThat(among(terms, new ContainerExample("c", "mcp.server=s"))).isEqualTo(Sighting.NOTHING);
  }

  @Test
  void hubsOwnContainersAndEndedOnesAreNotMentioned() {
    ContainerExample ended = new ContainerExample("ended", "mcp.server=s");
    ended.state = State.ENDED;
    ContainerExample own = new ContainerExample("own", "mcp.server=s", "mcp.installation=abc");
    assertThat(among(ALL, ended, own)).isEqualTo(Sighting.NOTHING);
  }

  @Test
  void ownTakesOnlyWhatNamesThisHub() {
    DiscoveryTerms own = new DiscoveryTerms(Discovery.OWN, Set.of(), Set.of());
    assertThat(only(among(own, new ContainerExample("c", "mcp.server=s", "mcp.hub=hub-1"))).name())
        .isEqualTo(new ServerName("s"));
    assertThat(refused(among(own, new ContainerExample("c", "mcp.server=s"))))
        .contains("mcp.hub=hub-1");
  }

  @Test
  void offTakesNothingAndSaysNothing() {
    DiscoveryTerms off = new DiscoveryTerms(Discovery.OFF, Set.of(), Set.of());
    assertThat(among(off, new ContainerExample("c", "mcp.server=s"))).isEqualTo(Sighting.NOTHING);
  }

  @Test
  void containerOfAnotherHubIsLeftToItAndItsNameStaysFree() {
    ContainerFacts taken = new ContainerExample("taken", "mcp.server=s").createdAt(1).facts();
    ContainerFacts free = new ContainerExample("free", "mcp.server=s").createdAt(2).facts();
    Sighting sighting =
        new Selection(
                "hub-1",
                ALL,
                Whereabouts.ON_THE_MACHINE,
                id -> id.equals(taken.id()) ? Optional.of("hub2") : Optional.empty())
            .among(List.of(taken, free));
    assertThat(sighting.found()).extracting(Found::id).containsExactly(free.id());
    assertThat(sighting.passedOver().getFirst().reason())
        .startsWith("taken by another hub: hub2")
        .contains("docker volume rm " + Claims.volume(taken.id()));
  }

  @Test
  void moreThanFitAreRefused() {
    ContainerExample[] many =
        IntStream.rangeClosed(0, Selection.MAX_FOUND)
            .mapToObj(i -> new ContainerExample("c" + i, "mcp.server=s" + i).createdAt(i))
            .toArray(ContainerExample[]::new);
    Sighting sighting = among(ALL, many);
    assertThat(sighting.found()).hasSize(Selection.MAX_FOUND);
    assertThat(sighting.passedOver())
        .extracting(PassedOver::container)
        .containsExactly("c" + Selection.MAX_FOUND);
  }
}
