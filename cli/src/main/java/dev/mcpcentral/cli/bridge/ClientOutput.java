package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Standard output: messages only, each one line (2026-07-28, basic/transports/stdio). */
final class ClientOutput {
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  ClientOutput(OutputStream out) {
    this.out = out;
  }

  /** Writes a message; when the client is gone it goes nowhere, and the end of input follows. */
  void write(Slice message) {
    byte[] line = new byte[message.length() + 1];
    System.arraycopy(message.array(), message.offset(), line, 0, message.length());
    for (int i = 0; i < message.length(); i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' '; // between tokens: inside a JSON string a line break is always escaped
      }
    }
    line[message.length()] = '\n';
    lock.lock();
    try {
      out.write(line);
      out.flush();
    } catch (IOException gone) {
      // Nobody is left to be told.
    } finally {
      lock.unlock();
    }
  }

  void error(@Nullable Slice id, ErrorCode code, String message) {
    write(Messages.error(id, Messages.errorObject(code.number(), message, null)));
  }
}
