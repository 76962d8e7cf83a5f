package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A container's standard input: every write goes to the engine's socket at once. */
final class AttachedStdin extends OutputStream {
  private final DockerConnection connection;

  AttachedStdin(DockerConnection connection) {
    this.connection = connection;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    connection.write(ByteBuffer.wrap(bytes, offset, length));
  }

  /** The container reads the end of its input; its output can still be read. */
  @Override
  public void close() throws IOException {
    connection.endOutput();
  }
}
