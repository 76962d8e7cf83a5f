package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.ConfigurationFile;

/** What it takes to change what is behind a name. */
record Rolling(
    DeclaredServers servers,
    Workshop workshop,
    Publication publication,
    ConfigurationFile file,
    RolloutJournal journal,
    VersionBook versions) {
  Sources sources() {
    return new Sources(file.path());
  }

  Probe probe() {
    return new Probe(workshop);
  }
}
