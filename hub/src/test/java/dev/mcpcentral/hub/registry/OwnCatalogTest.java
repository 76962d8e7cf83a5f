package dev.mcpcentral.hub.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCatalogTest {
  @TempDir Path folder;

  private List<CatalogEntry> entries() {
    return new KnownServers(folder.resolve("catalogs")).ownEntries();
  }

  private ServerSpec spec(CatalogEntry entry) {
    ConfigurationFile file = new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of());
    return file.parseServer(entry.name(), entry.order(Map.of()).spec());
  }

  private ServerSpec spec(String name) {
    return spec(new KnownServers(folder).find(name).orElseThrow());
  }

  @Test
  void itHasTheFifteenServersOfThePlan() {
    assertThat(entries())
        .extracting(entry -> entry.name().value())
        .containsExactlyInAnyOrder(
            "github",
            "filesystem",
            "fetch",
            "weather",
            "git",
            "language-server",
            "api-testing",
            "database",
            "shell",
            "docker",
            "memory",
            "sequential-thinking",
            "time",
            "browser",
            "everything");
  }

  @Test
  void everyEntryIsReviewedAndPinnedAndReadableByTheRulesOfTheFile() {
    for (CatalogEntry entry : entries()) {
      assertThat(entry.review()).as("%s", entry.name()).isPresent();
      assertThat(entry.about().homepage()).startsWith("https://");
      assertThat(entry.about().licence()).isNotBlank();
      assertThat(spec(entry).source().text())
          .as("%s", entry.name())
          .matches("(npm|pypi|go):.+@v?[0-9].*");
    }
  }

  @Test
  void noneHasTheWholeNetworkAndEachStatesItsReach() {
    for (CatalogEntry entry : entries()) {
      assertThat(spec(entry).network()).as("%s", entry.name()).isEqualTo(Network.NONE);
    }
    assertThat(spec("memory").reach().egress()).isEmpty();
    assertThat(spec("weather").reach().egress()).hasSize(9);
  }

  @Test
  void shellAndDockerAreHighAndDisabled() {
    for (String name : List.of("shell", "docker")) {
      assertThat(spec(name).effectiveRisk()).isEqualTo(RiskLevel.HIGH);
      assertThat(spec(name).oversight().enabled()).isFalse();
    }
    assertThat(spec("shell").reach().grants()).containsExactly(Grant.SHELL);
    assertThat(spec("docker").reach().grants()).containsExactly(Grant.ENGINE);
    assertThat(spec("docker").mounts()).as("never the engine's socket").isEmpty();
  }

  @Test
  void lowMeansThatNothingIsReached() {
    for (String name : List.of("memory", "sequential-thinking", "everything", "time")) {
      assertThat(spec(name).effectiveRisk()).as(name).isEqualTo(RiskLevel.LOW);
    }
  }

  @Test
  void wordsFindTitlesDescriptionsAndTags() {
    KnownServers known = new KnownServers(folder);
    assertThat(known.search(List.of("WEB")))
        .extracting(entry -> entry.name().value())
        .contains("fetch", "browser");
    assertThat(known.search(List.of("web", "chromium"))).hasSize(1);
    assertThat(known.search(List.of("no-such-word"))).isEmpty();
  }
}
