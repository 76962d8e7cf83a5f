package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.model.Container;
import dev.mcpcentral.hub.spec.Discovery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the labelled containers of a Docker engine. Used by one thread. */
final class LabelledContainers implements ContainerLook {
  private static final int SHORT_ID = 12;

  private final DockerApi api;
  private final Claims claims;
  private final ProcessAges ages;
  private final ContainerInspection inspection;
  private final EngineSettings settings;

  /** Inspecting costs a question for each, so what nobody touched is not asked again. */
  private final Map<String, ContainerFacts> known = new HashMap<>();

  private Map<String, String> claimed = Map.of();
  private Set<String> present = Set.of();

  LabelledContainers(DockerApi api, Claims claims, ProcessAges ages, EngineSettings settings) {
    this.api = api;
    this.claims = claims;
    this.ages = ages;
    this.inspection = new ContainerInspection(api);
    this.settings = settings;
  }

  @Override
  public Sighting look(DiscoveryTerms terms, Set<String> outdated) {
    if (outdated.contains(ALL)) {
      known.clear();
    }
    outdated.forEach(known::remove);
    // First: a claim of a container that is listed later is not mistaken for one left behind.
    claimed = claims.all();
    List<ContainerFacts> containers = new ArrayList<>();
    for (String id : listed()) {
      facts(id).ifPresent(containers::add);
    }
    return new Selection(settings.hubName(), terms, here(terms), this::claim).among(containers);
  }

  private Whereabouts here(DiscoveryTerms terms) {
    return terms.mode() == Discovery.OFF
        ? Whereabouts.ON_THE_MACHINE
        : Whereabouts.find(inspection, settings.environment());
  }

  private Set<String> listed() {
    Set<String> ids = new HashSet<>();
    for (Container container :
        api.call(
            "list containers",
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(Labels.SERVER))
                    .exec())) {
      if (!container.getLabels().containsKey(Labels.INSTALLATION)) {
        ids.add(container.getId());
      }
    }
    known.keySet().retainAll(ids);
    present = ids;
    return ids;
  }

  /** While we start its process anew ourselves, a container is what it was before. */
  private Optional<ContainerFacts> facts(String id) {
    ContainerFacts before = known.get(id);
    if (before != null) {
      return Optional.of(before);
    }
    boolean renewed = ages.isBeingRenewed(id);
    Optional<ContainerFacts> now = inspection.of(id);
    // It can begin or end between the two questions.
    boolean ours = renewed || ages.isBeingRenewed(id);
    now.map(facts -> ours ? facts.running() : facts).ifPresent(facts -> known.put(id, facts));
    return Optional.ofNullable(known.get(id));
  }

  private Optional<String> claim(String id) {
    String owner = claimed.get(id.substring(0, SHORT_ID));
    if (owner == null) {
      return claims.claim(id);
    }
    return claims.isOurs(owner) ? Optional.empty() : Optional.of(owner);
  }

  @Override
  public void releaseOthersThan(Sighting sighting, DiscoveryTerms terms) {
    Set<String> needed = new HashSet<>();
    sighting.found().forEach(found -> needed.add(found.id().substring(0, SHORT_ID)));
    claimed.forEach((shortId, owner) -> {
      boolean ours = claims.isOurs(owner);
      if (!needed.contains(shortId) && (ours ? !declared(shortId, terms) : gone(shortId))) {
        claims.release(shortId);
      }
    });
  }

  private boolean declared(String shortId, DiscoveryTerms terms) {
    return !terms.containers().isEmpty()
        && inspection
            .of(shortId)
            .filter(facts -> terms.containers().contains(facts.name()))
            .isPresent();
  }

  private boolean gone(String shortId) {
    return present.stream().noneMatch(id -> id.startsWith(shortId))
        && inspection.of(shortId).isEmpty();
  }

  @Override
  public void releaseAll() {
    claims.releaseAll();
  }
}
