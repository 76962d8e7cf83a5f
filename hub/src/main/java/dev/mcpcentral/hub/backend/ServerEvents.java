package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.catalog.ToolDefinition;
import java.util.List;

/** What a backend tells whoever looks after its server. Called from any thread; must be quick. */
public interface ServerEvents {
  /** An instance was started and has shaken hands, or says that its tools are other ones now. */
  void started(String instance, List<ToolDefinition> tools);

  /** The instance ended or could not be started; {@code how} is for people. */
  void ended(String how);

  /** A line for the server's log. */
  void line(String text);
}
