package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Sighting.Found;
import dev.mcpcentral.hub.engine.Sighting.PassedOver;
import dev.mcpcentral.hub.spec.Discovery;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides which of the labelled containers are this hub's, and says why the others are not. */
final class Selection {
  /** More would not fit into any client's list; the oldest stay. */
  static final int MAX_FOUND = 200;

  private static final Comparator<ContainerFacts> OLDEST_FIRST =
      Comparator.comparing(ContainerFacts::created).thenComparing(ContainerFacts::id);

  private final String hub;
  private final DiscoveryTerms terms;
  private final Whereabouts here;
  private final Function<String, Optional<String>> claim;
  private final Set<ServerName> names;
  private final List<Found> found = new ArrayList<>();
  private final List<PassedOver> passedOver = new ArrayList<>();

  /** {@code claim} claims a container by its id and tells which other hub has it. */
  Selection(
      String hub,
      DiscoveryTerms terms,
      Whereabouts here,
      Function<String, Optional<String>> claim) {
    this.hub = hub;
    this.terms = terms;
    this.here = here;
    this.claim = claim;
    this.names = new HashSet<>(terms.names());
  }

  Sighting among(List<ContainerFacts> containers) {
    containers.stream()
        .filter(container -> terms.mode() != Discovery.OFF && concerns(container))
        .sorted(OLDEST_FIRST)
        .forEach(this::judge);
    return new Sighting(found, passedOver);
  }

  /** Ended ones, a hub's own servers and those that the operator declared are no discoveries. */
  private boolean concerns(ContainerFacts container) {
    return container.alive()
        && !container.labels().containsKey(Labels.INSTALLATION)
        && !terms.containers().contains(container.name());
  }

  private void judge(ContainerFacts container) {
    try {
      checkHub(container);
      ServerSpec spec = read(container);
      claim(container);
      names.add(spec.name());
      found.add(new Found(spec, container.id()));
    } catch (UnfitContainerException unfit) {
      passedOver.add(new PassedOver(container.name(), unfit.reason()));
    }
  }

  private void checkHub(ContainerFacts container) throws UnfitContainerException {
    if (!container.labels().containsKey(Labels.SERVER)) {
      throw new UnfitContainerException(
          "its label mcp.server is its image's own, and an image's labels expose nothing: declare it as container:NAME");
    }
    String wanted = container.labels().get(LabelledServer.HUB);
    if (wanted == null) {
      if (terms.mode() == Discovery.OWN) {
        throw new UnfitContainerException(
            "with 'discovery: own' it needs the label mcp.hub=" + hub);
      }
    } else if (!EngineSettings.isHubName(wanted)) {
      throw new UnfitContainerException("its label mcp.hub is not the name of a hub");
    } else if (!wanted.equals(hub)) {
      throw new UnfitContainerException("its label mcp.hub names another hub, " + wanted);
    }
  }

  private ServerSpec read(ContainerFacts container) throws UnfitContainerException {
    ServerSpec spec = LabelledServer.read(container);
    if (terms.names().contains(spec.name())) {
      throw new UnfitContainerException(
          "the server '" + spec.name() + "' is declared, and what is declared wins");
    }
    if (names.contains(spec.name())) {
      throw new UnfitContainerException(
          "an older container is the server '" + spec.name() + "' already");
    }
    if (found.size() == MAX_FOUND) {
      throw new UnfitContainerException("more than " + MAX_FOUND + " are discovered already");
    }
    checkState(container, spec);
    return spec;
  }

  private void checkState(ContainerFacts container, ServerSpec spec)
      throws UnfitContainerException {
    if (container.state() == ContainerFacts.State.PAUSED) {
      throw new UnfitContainerException("it is paused");
    }
    if (spec.port().isPresent()) {
      here.address(container, spec.port().getAsInt());
      switch (container.state()) {
        case WARMING -> throw new UnfitContainerException("its health check has not passed yet");
        case UNHEALTHY -> throw new UnfitContainerException("its health check fails");
        case RUNNING, PAUSED, ENDED -> {}
      }
    }
  }

  private void claim(ContainerFacts container) throws UnfitContainerException {
    Optional<String> other = claim.apply(container.id());
    if (other.isPresent()) {
      throw new UnfitContainerException(takenBy(other.get(), container.id()));
    }
  }

  static String takenBy(String other, String containerId) {
    return "taken by another hub: "
        + (other.isEmpty() ? "unknown" : other)
        + " (if that is gone for good: docker volume rm "
        + Claims.volume(containerId)
        + ")";
  }
}
