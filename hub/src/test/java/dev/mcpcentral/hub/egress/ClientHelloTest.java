package dev.mcpcentral.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** ClientHellos of the JDK's own TLS, whole, cut into records and spoilt. */
final class ClientHelloTest {
  @Test
  void theNameIsRead() throws Exception {
    byte[] hello = hello("API.example.com");
    ClientHello read = read(hello);
    assertThat(read.serverName()).contains("api.example.com");
    assertThat(read.bytes()).isEqualTo(hello);
  }

  @Test
  void aHelloWithoutANameHasNone() throws Exception {
    assertThat(read(hello("")).serverName()).isEmpty();
  }

  @Test
  void aHelloInManyRecordsIsTheSame() throws Exception {
    byte[] cut = inRecordsOf(7, hello("api.example.com"));
    ClientHello read = read(cut);
    assertThat(read.serverName()).contains("api.example.com");
    assertThat(read.bytes()).isEqualTo(cut);
  }

  @Test
  void whatFollowsInTheSameRecordIsRefused() throws Exception {
    byte[] hello = hello("api.example.com");
    byte[] message = Arrays.copyOfRange(hello, 5, hello.length + 4);
    assertThatThrownBy(() -> ClientHello.serverName(message))
        .isInstanceOf(ClientHello.Malformed.class);
  }

  @Test
  void twoNamesAreRefused() throws Exception {
    assertThatThrownBy(() -> read(withExtensions(sni("a.example"), sni("b.example"))))
        .hasMessage("two server names");
    assertThatThrownBy(() -> read(withExtensions(sni("a.example", "b.example"))))
        .isInstanceOf(ClientHello.Malformed.class);
    assertThat(read(withExtensions(sni("a.example"))).serverName()).contains("a.example");
  }

  @Test
  void aClaimOfGreatLengthCostsNothing() {
    byte[] claim = {22, 3, 1, 0, 4, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    assertThatThrownBy(() -> read(claim)).isInstanceOf(ClientHello.Malformed.class);
    byte[] record = {22, 3, 1, (byte) 0xff, (byte) 0xff};
    assertThatThrownBy(() -> read(record)).isInstanceOf(ClientHello.Malformed.class);
  }

  @Test
  void spoiltHellosAreRefusedOrReadToTheEnd() throws Exception {
    Random random = new Random(20261122);
    byte[] hello = hello("api.example.com");
    for (int i = 0; i < 50_000; i++) {
      byte[] spoilt = hello.clone();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(ClientHello.serverName(Arrays.copyOfRange(spoilt, 5, spoilt.length)))
            .isNotNull();
      } catch (IOException refused) {
        assertThat(refused).isInstanceOf(ClientHello.Malformed.class);
      }
    }
  }

  @Test
  void theGateComparesNames() throws Exception {
    byte[] hello = hello("api.example.com");
    assertThat(TlsGate.opening(to("api.example.com:443"), in(hello))).isEqualTo(hello);
    assertThat(TlsGate.opening(to("api.example.com:8443"), in(hello))).isEqualTo(hello);
    assertMismatch("evil.example:443", hello, "for another server name");
    assertMismatch("evil.example:5432", hello, "for another server name");
    assertMismatch("api.example.com:443", hello(""), "without a server name");
    assertMismatch(
        "api.example.com:443", "GET /".getBytes(StandardCharsets.US_ASCII), "without TLS");
    assertThat(TlsGate.opening(to("db.example:5432"), in(new byte[] {0, 0})))
        .isEqualTo(new byte[] {0});
    assertThat(TlsGate.opening(to("10.0.0.5:443"), in(hello))).isEmpty();
  }

  private static void assertMismatch(String destination, byte[] said, String why) {
    assertThatThrownBy(() -> TlsGate.opening(to(destination), in(said)))
        .isInstanceOf(TlsGate.Mismatch.class)
        .hasMessageContaining(why);
  }

  private static Destination to(String authority) {
    return Destination.parse(authority, OptionalInt.empty()).orElseThrow();
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static ClientHello read(byte[] bytes) throws IOException {
    return ClientHello.read(bytes[0], new ByteArrayInputStream(bytes, 1, bytes.length - 1));
  }

  /** What the JDK sends first. */
  static byte[] hello(String name) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    if (!name.isEmpty()) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(java.util.List.of(new SNIHostName(name)));
      engine.setSSLParameters(parameters);
    }
    ByteBuffer out = ByteBuffer.allocate(32 << 10);
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] inRecordsOf(int size, byte[] hello) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 5; from < hello.length; from += size) {
      int length = Math.min(size, hello.length - from);
      out.writeBytes(new byte[] {22, 3, 1, 0, (byte) length});
      out.write(hello, from, length);
    }
    return out.toByteArray();
  }

  private static byte[] sni(String... names) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String name : names) {
      list.write(0);
      vector(list, name.getBytes(StandardCharsets.US_ASCII));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    vector(content, list.toByteArray());
    ByteArrayOutputStream extension = new ByteArrayOutputStream();
    extension.writeBytes(new byte[] {0, 0});
    vector(extension, content.toByteArray());
    return extension.toByteArray();
  }

  private static byte[] withExtensions(byte[]... extensions) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(extensions).forEach(all::writeBytes);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {3, 3});
    body.writeBytes(new byte[32]);
    body.writeBytes(new byte[] {0, 0, 2, 0x13, 0x01, 1, 0});
    vector(body, all.toByteArray());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(new byte[] {22, 3, 1});
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {1, 0});
    vector(message, body.toByteArray());
    vector(record, message.toByteArray());
    return record.toByteArray();
  }

  private static void vector(ByteArrayOutputStream out, byte[] content) {
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
  }
}
