package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.spec.RegistryAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A client of the OCI distribution API (distribution spec 1.1, which Docker's registry v2 speaks).
 * Blocking, every wait bounded, safe for concurrent use. Every method throws {@link
 * RegistryException} when nothing answers, something else does, or the registry refuses.
 */
public final class Registry implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GREETING = Duration.ofSeconds(5);
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 500;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"?next\"?");

  private final int page;
  private final Transport transport;
  private final Blobs blobs;

  public Registry(RegistryAddress address) {
    this(address, PAGE);
  }

  /** {@code page} is how many names are asked for at a time. */
  Registry(RegistryAddress address, int page) {
    this.page = page;
    this.transport = new Transport(address);
    this.blobs = new Blobs(transport);
  }

  public RegistryAddress address() {
    return transport.address();
  }

  /**
   * Makes sure that a registry answers.
   *
   * @throws RegistryException naming what answers instead, if anything does
   */
  public void check() {
    Answer answer = transport.send(transport.request("/v2/").GET().build(), GREETING);
    boolean speaksIt =
        answer.header("Docker-Distribution-Api-Version").isPresent() || answer.is(401);
    if (!speaksIt) {
      throw new RegistryException(
          "What answers at "
              + address()
              + " is no image registry ("
              + answer.header("Server").map(server -> server + ", ").orElse("")
              + "HTTP "
              + answer.status()
              + "). On macOS, AirPlay uses port 5000. Set a free address in mcp-central.yaml, for"
              + " example 'registry: {address: localhost:5001}', then 'mcp-central registry up'");
    }
    if (!answer.is(200)) {
      throw new RegistryException(
          "The registry at " + address() + " refuses us: " + answer.complaint());
    }
  }

  /** Whether it deletes what it is told to; asked with a digest that nothing has. */
  public boolean deletes() {
    String path = "/v2/idp/none/manifests/sha256:" + "0".repeat(64);
    return !send(transport.request(path).DELETE().build()).is(405);
  }

  Blobs blobs() {
    return blobs;
  }

  /** Stores a manifest under a tag or under its digest, and makes sure it is what was stored. */
  String put(String repository, String reference, Manifest manifest) {
    Answer answer = putting(repository, reference, manifest);
    String stored = answer.header("Docker-Content-Digest").orElse(manifest.digest());
    if (!stored.equals(manifest.digest())) {
      throw new RegistryException(
          "The registry at " + address() + " stored another manifest than was sent: " + stored);
    }
    return stored;
  }

  /** Whether the registry lists referrers itself is in the answer (distribution spec 1.1). */
  Answer putting(String repository, String reference, Manifest manifest) {
    Answer answer =
        send(
            transport
                .request(path(repository, reference))
                .header("Content-Type", manifest.mediaType())
                .PUT(Blobs.publisher(manifest.bytes()))
                .build());
    if (!answer.is(201)) {
      throw refused("did not take the manifest of " + repository, answer);
    }
    return answer;
  }

  /** The manifest with this tag or digest; its digest is verified. */
  Optional<Manifest> manifest(String repository, String reference) {
    Answer answer =
        send(
            transport
                .request(path(repository, reference))
                .header("Accept", MediaTypes.ACCEPTED)
                .GET()
                .build());
    if (answer.is(404)) {
      return Optional.empty();
    }
    if (!answer.is(200)) {
      throw refused("did not give the manifest " + repository + ":" + reference, answer);
    }
    var manifest = new Manifest(mediaType(answer), answer.body());
    String promised =
        Sha256.isDigest(reference)
            ? reference
            : answer.header("Docker-Content-Digest").orElse(manifest.digest());
    if (!manifest.digest().equals(promised)) {
      throw new RegistryException(
          "The registry at " + address() + " gave other bytes than those of " + promised);
    }
    return Optional.of(manifest);
  }

  private static String mediaType(Answer answer) {
    return answer.header("Content-Type").map(type -> type.replaceFirst(";.*", "")).orElse("");
  }

  /** The digest behind a tag. */
  public Optional<String> digest(String repository, String tag) {
    Answer answer =
        send(
            transport
                .request(path(repository, tag))
                .header("Accept", MediaTypes.ACCEPTED)
                .method("HEAD", BodyPublishers.noBody())
                .build());
    if (answer.is(404)) {
      return Optional.empty();
    }
    if (!answer.is(200)) {
      throw refused("did not tell the digest of " + repository + ":" + tag, answer);
    }
    return answer.header("Docker-Content-Digest").filter(Sha256::isDigest);
  }

  /** Forgets a manifest with all of its tags; false when there was none. */
  boolean delete(String repository, String digest) {
    Answer answer = send(transport.request(path(repository, digest)).DELETE().build());
    if (answer.is(404)) {
      return false;
    }
    if (answer.is(405)) {
      throw new RegistryException(
          "The registry at "
              + address()
              + " was started with deletion off: start it with storage.delete.enabled");
    }
    if (!answer.is(202)) {
      throw refused("did not delete " + repository + "@" + digest, answer);
    }
    return true;
  }

  /** The tags of a repository; none when there is no such repository. */
  public List<String> tags(String repository) {
    return pages("/v2/" + repository + "/tags/list?n=" + page, "tags");
  }

  /** The repositories of the registry. */
  public List<String> repositories() {
    return pages("/v2/_catalog?n=" + page, "repositories");
  }

  private List<String> pages(String first, String member) {
    List<String> found = new ArrayList<>();
    Optional<String> next = Optional.of(first);
    for (int i = 0; i < MOST_PAGES && next.isPresent(); i++) {
      Answer answer = send(transport.request(next.get()).GET().build());
      if (answer.is(404)) {
        return found;
      }
      if (!answer.is(200)) {
        throw refused("did not list its " + member, answer);
      }
      answer.json().path(member).valueStream().map(JsonNode::asString).forEach(found::add);
      next = answer.header("Link").flatMap(this::samePlace);
    }
    return found;
  }

  /** The next page's path; one that leads to another host is not followed. */
  private Optional<String> samePlace(String link) {
    Matcher next = NEXT.matcher(link);
    if (!next.find()) {
      return Optional.empty();
    }
    String target = next.group(1).replaceFirst("^https?://" + Pattern.quote(address() + "/"), "/");
    return target.startsWith("/v2/") ? Optional.of(target) : Optional.empty();
  }

  private Answer send(HttpRequest request) {
    return transport.send(request, PATIENCE);
  }

  private RegistryException refused(String what, Answer answer) {
    return new RegistryException(
        "The registry at " + address() + " " + what + ": " + answer.complaint());
  }

  private static String path(String repository, String reference) {
    return "/v2/" + repository + "/manifests/" + reference;
  }

  @Override
  public void close() {
    transport.close();
  }
}
