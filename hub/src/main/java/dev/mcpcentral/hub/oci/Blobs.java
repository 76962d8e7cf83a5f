package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The blobs of a registry: layers, configurations, documents. */
final class Blobs {
  private static final Duration UPLOAD = Duration.ofMinutes(10);

  private final Transport transport;

  Blobs(Transport transport) {
    this.transport = transport;
  }

  boolean has(String repository, String digest) {
    Answer answer =
        transport.send(
            transport
                .request("/v2/" + repository + "/blobs/" + digest)
                .method("HEAD", BodyPublishers.noBody())
                .build(),
            Registry.PATIENCE);
    return answer.is(200);
  }

  /** A small blob; its digest is verified. */
  Optional<Slice> get(String repository, String digest) {
    Answer answer =
        transport.send(
            transport.request("/v2/" + repository + "/blobs/" + digest).GET().build(),
            Registry.PATIENCE);
    if (!answer.is(200)) {
      return Optional.empty();
    }
    if (!("sha256:" + answer.body().sha256()).equals(digest)) {
      throw new RegistryException(
          "The registry at " + transport.address() + " gave other bytes than those of " + digest);
    }
    return Optional.of(answer.body());
  }

  /**
   * Makes a blob of another repository one of this repository's, without sending it; false when the
   * registry wants it sent.
   */
  boolean mount(String repository, String digest, String from) {
    String query = "?mount=" + digest + "&from=" + from;
    Answer answer = post("/v2/" + repository + "/blobs/uploads/" + query);
    if (answer.is(202)) {
      // An upload was begun in place of the mount; nobody will go on with it.
      answer.header("Location").ifPresent(this::abandon);
    }
    return answer.is(201);
  }

  void put(String repository, Slice content) {
    String digest = "sha256:" + content.sha256();
    if (!has(repository, digest)) {
      upload(repository, digest, publisher(content));
    }
  }

  static BodyPublisher publisher(Slice content) {
    return BodyPublishers.ofByteArray(content.array(), content.offset(), content.length());
  }

  /** Sends a file whose digest is known; the registry computes it again and refuses another. */
  void put(String repository, String digest, Path file) {
    try {
      upload(repository, digest, BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw new RegistryException(file + " is gone", e);
    }
  }

  /** POST for a place to send it to, then one PUT (distribution spec, "POST then PUT"). */
  private void upload(String repository, String digest, BodyPublisher content) {
    Answer begun = post("/v2/" + repository + "/blobs/uploads/");
    Optional<String> location = begun.header("Location");
    if (!begun.is(202) || location.isEmpty()) {
      throw refused("takes no uploads to " + repository, begun);
    }
    String place = place(location.get());
    String target = place + (place.contains("?") ? "&" : "?") + "digest=" + digest;
    Answer done =
        transport.send(
            transport
                .request(target)
                .header("Content-Type", "application/octet-stream")
                .PUT(content)
                .build(),
            UPLOAD);
    if (!done.is(201)) {
      throw refused("did not take a blob of " + repository, done);
    }
    String stored = done.header("Docker-Content-Digest").orElse(digest);
    if (!stored.equals(digest)) {
      throw new RegistryException(
          "The registry at " + transport.address() + " stored another blob than was sent");
    }
  }

  private Answer post(String path) {
    return transport.send(
        transport.request(path).POST(BodyPublishers.noBody()).build(), Registry.PATIENCE);
  }

  private void abandon(String location) {
    transport.send(transport.request(place(location)).DELETE().build(), Registry.PATIENCE);
  }

  /** Content goes to the registry that was named, whatever host its answer points to. */
  private static String place(String location) {
    URI uri = URI.create(location);
    String query = uri.getRawQuery();
    return uri.getRawPath() + (query == null ? "" : "?" + query);
  }

  private RegistryException refused(String what, Answer answer) {
    return new RegistryException(
        "The registry at " + transport.address() + " " + what + ": " + answer.complaint());
  }
}
