package dev.mcpcentral.hub.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.engine.Instance;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** To a server over HTTP through the launcher, which is where the server's network is. */
record LauncherWay(Path socket, String handle) implements Instance.Way {
  private static final int MAX_ANSWER = 16 << 10;

  @Override
  public SocketChannel open() throws IOException {
    return SocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @Override
  public void connect(SocketChannel channel) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
    new Conversation(channel).send(Request.line(new Verb.Dial(handle)));
    Reply reply = Reply.read(line(channel));
    if (reply.ok().isEmpty()) {
      throw new IOException(reply.error().orElse("the launcher did not dial"));
    }
  }

  /** Byte for byte: what comes after it belongs to the server, which may speak at once. */
  private static String line(SocketChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (line.size() < MAX_ANSWER) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new EOFException("the launcher closed the connection");
      }
      if (one.get(0) == '\n') {
        return line.toString(UTF_8);
      }
      line.write(one.get(0));
    }
    throw new IOException("the launcher's answer is too long");
  }
}
