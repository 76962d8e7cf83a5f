package dev.mcpcentral.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.outbound.Subnet;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On this machine's loopback network: 127.0.0.1 is the gateway, and 127.0.0.2 the server. */
@Timeout(30)
final class NameServiceTest {
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SERVER = InetAddress.ofLiteral("127.0.0.2");
  private static final byte[] QUESTION = NameAnswerTest.question("api.example.com", 1);

  private final NameAnswer answers = new NameAnswer(GATEWAY, _ -> true);
  private int port;
  private NameService service;

  @BeforeEach
  void open() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, GATEWAY)) {
      port = free.getLocalPort();
    }
    Place place = new Place(GATEWAY, Subnet.parse("127.0.0.0/8"));
    service = NameService.open(place, answers, port);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aDatagramIsAnswered() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, SERVER)) {
      socket.setSoTimeout(10_000);
      assertThat(ask(socket, QUESTION)).isEqualTo(answers.to(QUESTION).orElseThrow());
    }
  }

  @Test
  void whoeverIsNotOnTheNetworkIsNotAnswered() throws Exception {
    try (DatagramSocket stranger = new DatagramSocket(0, GATEWAY);
        DatagramSocket server = new DatagramSocket(0, SERVER)) {
      stranger.setSoTimeout(500);
      server.setSoTimeout(10_000);
      assertThatThrownBy(() -> ask(stranger, QUESTION)).isInstanceOf(SocketTimeoutException.class);
      assertThat(ask(server, QUESTION)).isNotEmpty();
    }
  }

  @Test
  void aConnectionTakesManyQuestions() throws Exception {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(SERVER, 0));
      socket.connect(new InetSocketAddress(GATEWAY, port));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 3; i++) {
        out.writeShort(QUESTION.length);
        out.write(QUESTION);
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        assertThat(answer).isEqualTo(answers.to(QUESTION).orElseThrow());
      }
    }
  }

  @Test
  void aConnectionFromElsewhereIsClosed() throws Exception {
    try (Socket socket = new Socket(GATEWAY, port)) {
      assertThatThrownBy(() -> new DataInputStream(socket.getInputStream()).readShort())
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void anUnreadableDatagramDoesNotEndIt() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, SERVER)) {
      socket.setSoTimeout(10_000);
      socket.send(new DatagramPacket(new byte[3], 3, GATEWAY, port));
      assertThat(ask(socket, QUESTION)).isNotEmpty();
    }
  }

  private byte[] ask(DatagramSocket socket, byte[] question) throws Exception {
    socket.send(new DatagramPacket(question, question.length, GATEWAY, port));
    DatagramPacket answer = new DatagramPacket(new byte[600], 600);
    socket.receive(answer);
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }
}
