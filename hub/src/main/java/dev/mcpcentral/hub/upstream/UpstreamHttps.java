package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.hub.upstream.UpstreamException.Kind;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs elsewhere, reached by the JDK's client. The operator named its address and is
 * believed; where a redirect would lead was named by somebody else, so none is followed. Proxies of
 * the environment are not used.
 */
final class UpstreamHttps implements Upstream {
  private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

  private final String origin;
  private final int maxBodyBytes;
  private final HttpClient client;
  private final UpstreamReaper reaper;

  /**
   * @param url scheme, host and port are used; path and query come with each request
   * @param maxBodyBytes of an answer that is no event stream
   * @param client from {@link #newClient}, shared by all remote servers and closed by its owner
   */
  UpstreamHttps(URI url, int maxBodyBytes, HttpClient client, UpstreamReaper reaper) {
    this.origin = url.getScheme() + "://" + url.getRawAuthority();
    this.maxBodyBytes = maxBodyBytes;
    this.client = client;
    this.reaper = reaper;
  }

  static HttpClient newClient() {
    return settings().build();
  }

  static HttpClient.Builder settings() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(MAX_CONNECT);
  }

  @Override
  public UpstreamResponse exchange(UpstreamRequest request, UpstreamHandle handle)
      throws UpstreamException {
    return new Exchange(handle).run(request);
  }

  /** Ends nothing: every exchange has its own deadline, and the client belongs to somebody else. */
  @Override
  public void close() {
    // Nothing of its own to close.
  }

  private static BodyPublisher publisher(UpstreamRequest request) {
    return request.body().isEmpty()
        ? BodyPublishers.noBody()
        : BodyPublishers.concat(
            request.body().stream().map(UpstreamHttps::publisher).toArray(BodyPublisher[]::new));
  }

  private static BodyPublisher publisher(Slice part) {
    return BodyPublishers.ofByteArray(part.array(), part.offset(), part.length());
  }

  /** One request and its answer. */
  private final class Exchange extends InputStream
      implements UpstreamHandle.Cut, UpstreamReaper.Mortal {
    private final UpstreamHandle handle;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<HttpResponse<InputStream>> future;
    private volatile @Nullable InputStream body;
    private volatile boolean expired;

    Exchange(UpstreamHandle handle) {
      this.handle = handle;
    }

    UpstreamResponse run(UpstreamRequest request) throws UpstreamException {
      if (!handle.attach(this)) {
        throw new UpstreamException(Kind.CANCELLED, "cancelled before it was sent");
      }
      reaper.watch(this);
      try {
        HttpResponse<InputStream> response = await(request);
        var headers = response.headers();
        if (UpstreamResponse.isEventStream(headers.firstValue("content-type"))) {
          return UpstreamResponse.streaming(
              response.statusCode(), headers::firstValue, this, this::finish);
        }
        byte[] whole = readNBytes(maxBodyBytes + 1);
        if (whole.length > maxBodyBytes) {
          throw UpstreamException.protocol("it is larger than " + maxBodyBytes + " bytes");
        }
        finish();
        return UpstreamResponse.whole(response.statusCode(), headers::firstValue, whole);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private HttpResponse<InputStream> await(UpstreamRequest request) throws IOException {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(origin + request.target()))
              .method(request.method(), publisher(request));
      request.headers().forEach(builder::header);
      var sending = client.sendAsync(builder.build(), BodyHandlers.ofInputStream());
      future = sending;
      try {
        long left = Math.max(0, handle.deadline().remainingNanos());
        HttpResponse<InputStream> response = sending.get(left, TimeUnit.NANOSECONDS);
        body = response.body();
        if (expired || handle.givenUp()) {
          throw new IOException("given up");
        }
        return response;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UpstreamException(Kind.CANCELLED, "cancelled", e);
      } catch (TimeoutException e) {
        expired = true;
        throw new HttpTimeoutException("no answer in time");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } catch (CancellationException e) {
        throw new IOException("given up", e);
      }
    }

    private UpstreamException failed(IOException e) {
      finish();
      cut();
      if (e instanceof UpstreamException known) {
        return known;
      }
      String server = "the server at " + origin;
      return switch (kind(e)) {
        case CANCELLED -> new UpstreamException(Kind.CANCELLED, "cancelled", e);
        case NOT_SENT ->
            new UpstreamException(Kind.NOT_SENT, server + " cannot be reached: " + why(e), e);
        case TIMED_OUT ->
            new UpstreamException(Kind.TIMED_OUT, server + " did not answer in time", e);
        case MAY_HAVE_BEEN_SENT, PROTOCOL ->
            new UpstreamException(
                Kind.MAY_HAVE_BEEN_SENT, server + " broke off its answer: " + why(e), e);
      };
    }

    private Kind kind(IOException e) {
      if (handle.givenUp()) {
        return Kind.CANCELLED;
      }
      if (e instanceof ConnectException
          || e instanceof HttpConnectTimeoutException
          || e instanceof SSLHandshakeException) {
        return Kind.NOT_SENT;
      }
      return expired || e instanceof HttpTimeoutException
          ? Kind.TIMED_OUT
          : Kind.MAY_HAVE_BEEN_SENT;
    }

    private static String why(IOException e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Lets go of everything; a stream that has not been read to its end is given up. */
    private void finish() {
      if (over.compareAndSet(false, true)) {
        reaper.forget(this);
        handle.detach(this);
        closeBody();
      }
    }

    @Override
    public void cut() {
      var sending = future;
      if (sending != null) {
        sending.cancel(true);
      }
      closeBody();
    }

    @Override
    public void expire(long now) {
      if (handle.deadline().nanoTime() - now <= 0) {
        expired = true;
        reaper.forget(this);
        cut();
      }
    }

    private void closeBody() {
      InputStream open = body;
      try {
        if (open != null) {
          open.close();
        }
      } catch (IOException _) {
        // It is gone either way.
      }
    }

    @Override
    public int read() throws UpstreamException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws UpstreamException {
      InputStream open = body;
      try {
        int read = open == null ? -1 : open.read(target, offset, length);
        if (read < 0 && (expired || handle.givenUp())) {
          throw new IOException("given up");
        }
        return read;
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
