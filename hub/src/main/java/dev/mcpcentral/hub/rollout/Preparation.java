package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.ServerBackend;
import dev.mcpcentral.hub.backend.ServerEvents;
import dev.mcpcentral.hub.engine.ForeignContainer;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.scan.Verdict;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A server whose source is at hand.
 *
 * @param source as the configuration would name it, with the version that was resolved
 * @param digest the content behind the server
 * @param key under which its capabilities are kept: content, arguments, environment and mounts
 * @param lacks what a container of somebody else's was started without, for people
 * @param connect makes its backend
 * @param prepared what runs; empty for a server that runs elsewhere
 * @param scan what the gate said of it, in a few words; empty where there is no image
 */
record Preparation(
    String source,
    String digest,
    String key,
    List<String> lacks,
    Function<ServerEvents, ServerBackend> connect,
    Optional<Prepared> prepared,
    String scan) {
  Preparation {
    lacks = List.copyOf(lacks);
  }

  static Preparation of(ServerSpec spec, Workshop workshop, Images.Progress progress) {
    if (spec.source() instanceof Source.Remote remote) {
      String digest = "sha256:" + Slice.of(remote.url().toString()).sha256();
      return new Preparation(
          remote.text(),
          digest,
          key(spec, digest),
          List.of(),
          events -> ServerBackend.remote(spec, remote.url(), events, workshop.seals()),
          Optional.empty(),
          "");
    }
    if (spec.source() instanceof Source.Container container) {
      return of(spec, container, workshop);
    }
    Prepared prepared = workshop.images(spec).prepare(spec, progress);
    Verdict verdict = workshop.gate().check(spec, prepared, progress);
    Launch launch =
        new Launch(spec, prepared.workload(), prepared.command(), prepared.environment());
    return new Preparation(
        prepared.pinnedSource(),
        prepared.digest(),
        key(spec, prepared.digest()),
        List.of(),
        onEngine(launch, workshop),
        Optional.of(prepared),
        verdict.summary());
  }

  /** Nothing to prepare; its capabilities are kept for as long as it is the same container. */
  private static Preparation of(ServerSpec spec, Source.Container source, Workshop workshop) {
    ForeignContainer container = workshop.engine(spec).look(source.name());
    Launch launch = new Launch(spec, new Workload.Container(source.name()), List.of(), Map.of());
    return new Preparation(
        source.text(),
        container.image(),
        key(spec, container.id()),
        container.lacks(),
        onEngine(launch, workshop),
        Optional.empty(),
        "");
  }

  private static Function<ServerEvents, ServerBackend> onEngine(Launch launch, Workshop workshop) {
    return events ->
        ServerBackend.onEngine(workshop.engine(launch.spec()), launch, events, workshop.seals());
  }

  /** For people; of a container or a remote server its digest. */
  String version() {
    return prepared.map(Prepared::version).orElse(digest);
  }

  /**
   * A source that will always mean this content: of a folder, which may change, the image that was
   * made of it.
   */
  String recall() {
    return source.startsWith("dir:") && workload().orElse(null) instanceof Workload.Image(String id)
        ? "image:" + id
        : source;
  }

  private Optional<Workload> workload() {
    return prepared.map(Prepared::workload);
  }

  Preparation with(String otherScan) {
    return new Preparation(source, digest, key, lacks, connect, prepared, otherScan);
  }

  /** Environment values count, but only their hash is kept: they may be secrets. */
  private static String key(ServerSpec spec, String digest) {
    String shape =
        String.join(
            "\u0000",
            digest,
            spec.args().toString(),
            new TreeMap<>(spec.env()).toString(),
            spec.mounts().toString(),
            spec.volumes().toString(),
            spec.httpPath());
    return Slice.of(shape).sha256();
  }
}
