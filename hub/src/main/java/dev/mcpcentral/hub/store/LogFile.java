package dev.mcpcentral.hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that only grows at its end. For one thread at a time.
 *
 * <p>After an {@link IOException} nothing is known about the bytes since the last successful {@link
 * #force}: truncate to that size before appending again.
 */
public interface LogFile extends AutoCloseable {
  long size() throws IOException;

  /** Writes all remaining bytes of a buffer with an array at the end, not yet durably. */
  void append(ByteBuffer bytes) throws IOException;

  /** Returns once everything appended so far survives a power loss. */
  void force() throws IOException;

  /** Cuts the file down to {@code size} bytes, not yet durably. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
