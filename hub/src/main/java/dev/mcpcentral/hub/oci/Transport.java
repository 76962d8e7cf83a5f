package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.spec.RegistryAddress;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to one registry. Each is bounded as a whole: connecting, sending, and the answer. */
final class Transport implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** What the specification asks registries to accept of a manifest. */
  private static final long MOST_BYTES = 4L << 20;

  private final RegistryAddress address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  Transport(RegistryAddress address) {
    this.address = address;
  }

  RegistryAddress address() {
    return address;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(new Endpoint(address).uri(path));
  }

  /** The whole answer, whatever its status, or {@link RegistryException} after {@code limit}. */
  Answer send(HttpRequest request, Duration limit) {
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          request.uri(), response.statusCode(), response.headers(), Slice.of(response.body()));
    } catch (ExecutionException e) {
      throw trouble(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new RegistryException(
          "The registry at " + address + " did not answer within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("Interrupted while waiting for " + address, e);
    } finally {
      asked.cancel(true);
    }
  }

  private RegistryException trouble(Throwable cause) {
    if (cause instanceof ConnectException) {
      String start =
          new Endpoint(address).isLoopback()
              ? "start one with 'mcp-central registry up', or "
              : "start it, or ";
      return new RegistryException(
          "No registry answers at "
              + address
              + ": "
              + start
              + "set 'registry: {address: host:port}' in mcp-central.yaml",
          cause);
    }
    String said =
        cause instanceof IOException && cause.getMessage() != null
            ? cause.getMessage()
            : cause.toString();
    return new RegistryException(
        "What answers at "
            + address
            + " broke off ("
            + said
            + "): if it is no registry, set 'registry: {address: host:port}' in mcp-central.yaml",
        cause);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
