package dev.mcpcentral.hub.egress;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The only resolver of a server's containers, on UDP and TCP (RFC 7766). It asks nobody, so that no
 * name that a program makes up carries anything out.
 */
final class NameService implements AutoCloseable {
  static final int PORT = 53;

  private static final System.Logger LOG = System.getLogger(NameService.class.getName());
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_CONNECTIONS = 8;
  private static final int MAX_QUESTIONS = 100;
  private static final int PATIENCE_MILLIS = 5_000;

  private final Place place;
  private final NameAnswer answers;
  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);

  private NameService(
      Place place, NameAnswer answers, DatagramSocket datagrams, ServerSocket connections) {
    this.place = place;
    this.answers = answers;
    this.datagrams = datagrams;
    this.connections = connections;
    Thread.ofVirtual().name("egress names").start(this::receive);
    Thread.ofVirtual().name("egress names (TCP)").start(this::accept);
  }

  /**
   * Begins to answer.
   *
   * @throws IOException when the port is taken, or is one for root
   */
  static NameService open(Place place, NameAnswer answers, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(place.gateway(), port);
    DatagramSocket datagrams = new DatagramSocket(address);
    try {
      return new NameService(place, answers, datagrams, Listener.bind(address));
    } catch (IOException e) {
      datagrams.close();
      throw e;
    }
  }

  @Override
  public void close() {
    datagrams.close();
    Listener.quietly(connections);
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE);
    while (!datagrams.isClosed()) {
      try {
        packet.setLength(MAX_MESSAGE);
        datagrams.receive(packet);
        if (place.welcomes(packet.getAddress())) {
          answer(packet);
        }
      } catch (IOException e) {
        after(e, datagrams.isClosed());
      }
    }
  }

  private void answer(DatagramPacket packet) throws IOException {
    byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
    Optional<byte[]> answer = answers.to(question);
    if (answer.isPresent()) {
      byte[] bytes = answer.get();
      datagrams.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }
  }

  private void accept() {
    while (!connections.isClosed()) {
      try {
        Socket client = connections.accept();
        if (place.welcomes(client.getInetAddress()) && free.tryAcquire()) {
          Thread.ofVirtual().name("egress names (TCP)").start(() -> serve(client));
        } else {
          client.close();
        }
      } catch (IOException e) {
        after(e, connections.isClosed());
      }
    }
  }

  private static void after(IOException trouble, boolean closed) {
    if (!closed) {
      LOG.log(System.Logger.Level.DEBUG, "a question for a name ended", trouble);
      Listener.pause();
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(PATIENCE_MILLIS);
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      for (int i = 0; i < MAX_QUESTIONS; i++) {
        byte[] question = new byte[Math.min(in.readUnsignedShort(), MAX_MESSAGE)];
        in.readFully(question);
        Optional<byte[]> answer = answers.to(question);
        if (answer.isEmpty()) {
          return;
        }
        byte[] bytes = answer.get();
        out.writeShort(bytes.length);
        out.write(bytes);
        out.flush();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection for names ended", e);
    } finally {
      free.release();
    }
  }
}
