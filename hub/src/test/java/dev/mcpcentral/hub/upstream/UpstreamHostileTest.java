package dev.mcpcentral.hub.upstream;

import static dev.mcpcentral.hub.upstream.UpstreamFixture.post;
import static dev.mcpcentral.hub.upstream.UpstreamFixture.within;
import static dev.mcpcentral.hub.upstream.UpstreamRawServer.json;
import static dev.mcpcentral.hub.upstream.UpstreamRawServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.upstream.UpstreamException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that lies, stalls or breaks off. */
class UpstreamHostileTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n{}",
        "HTTP/1.1 200 OK\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\nX: y\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\rX: y\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n Content-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX: y\r\n z\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n: y\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nX: a\u0000b\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 099 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "ICY 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "\r\n\r\n",
        "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
        CHUNKED + "\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "x\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "-2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2\n{}\r\n0\r\n\r\n",
        CHUNKED + "2\r{}\r\n0\r\n\r\n",
        CHUNKED + "2\r\n{}0\r\n\r\n",
        CHUNKED + "1\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "FFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2\r\n{}\r\n0\r\nX: y\nZ: a\r\n\r\n",
      })
  void ambiguousAnswerIsRefused(String answer) throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(answer))) {
      assertThat(fixture.failure()).isEqualTo(Kind.PROTOCOL);
      assertThat(fixture.server.requests).hasSize(1);
    }
  }

  @Test
  void endlessAnswersAreBounded() throws IOException {
    for (String endless :
        new String[] {
          "HTTP/1.1 200 OK\r\nX: " + "y".repeat(40_000),
          "HTTP/1.1 100 Continue\r\n\r\n".repeat(20),
          CHUNKED + "2;" + "x".repeat(5_000),
          CHUNKED + "0\r\n" + "X: y\r\n".repeat(2_000),
          CHUNKED + ("1000\r\n" + "z".repeat(0x1000) + "\r\n").repeat(20),
          json("z".repeat(UpstreamFixture.MAX_BODY + 1)),
          "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
          "HTTP/1.0 200 OK\r\n\r\n" + "z".repeat(UpstreamFixture.MAX_BODY + 1)
        }) {
      try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(endless))) {
        assertThat(fixture.failure()).as(endless.substring(0, 40)).isEqualTo(Kind.PROTOCOL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        CHUNKED,
        CHUNKED + "5\r\nhel",
        CHUNKED + "5\r\nhello\r\n",
        CHUNKED + "5\r\nhello\r\n0\r\n",
      })
  void brokenOffAnswerMayHaveBeenActedOn(String answer) throws IOException {
    try (var fixture = new UpstreamFixture((_, out) -> !send(out, answer))) {
      assertThat(fixture.failure()).isEqualTo(Kind.MAY_HAVE_BEEN_SENT);
      assertThat(fixture.server.requests).hasSize(1);
    }
  }

  @Test
  void silentServerTimesOut() throws IOException {
    try (var fixture = new UpstreamFixture((_, _) -> true)) {
      long start = System.nanoTime();
      assertThat(fixture.failure(within(200)).kind()).isEqualTo(Kind.TIMED_OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }
  }

  @Test
  void dribblingServerTimesOutAllTheSame() throws IOException {
    try (var fixture =
        new UpstreamFixture((_, out) -> {
          send(out, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
          for (int i = 0; i < 10_000; i++) {
            out.write('x');
            Thread.sleep(10);
          }
          return true;
        })) {
      assertThat(fixture.failure(within(300)).kind()).isEqualTo(Kind.TIMED_OUT);
    }
  }

  @Test
  void serverThatReadsNothingTimesOut() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var reaper = new UpstreamReaper();
        var upstream =
            new UpstreamHttp((InetSocketAddress) listener.getLocalSocketAddress(), 100, reaper)) {
      var large = post("x".repeat(30_000_000));
      assertThatThrownBy(() -> upstream.exchange(large, within(300)))
          .isInstanceOfSatisfying(
              UpstreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));
    }
  }

  @Test
  void nobodyListeningMeansNotSent() throws IOException {
    InetSocketAddress free;
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = (InetSocketAddress) listener.getLocalSocketAddress();
    }
    try (var reaper = new UpstreamReaper();
        var upstream = new UpstreamHttp(free, 100, reaper)) {
      assertThatThrownBy(() -> upstream.exchange(post("x"), within(10_000)))
          .hasMessageContaining("cannot be reached")
          .isInstanceOfSatisfying(
              UpstreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_SENT));
    }
  }

  @Test
  void bytesAfterAnAnswerAreNeverTakenForTheNext() throws IOException {
    try (var fixture =
        new UpstreamFixture(UpstreamRawServer.saying(json("{}") + json("{\"smuggled\":1}")))) {
      for (int i = 0; i < 20; i++) {
        assertThat(fixture.answer("x")).isEqualTo("{}");
      }
    }
  }
}
