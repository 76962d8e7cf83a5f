package dev.mcpcentral.protocol.mcp;

/** Reserved keys of {@code _meta} (2026-07-28, basic/index). */
public final class MetaKey {
  public static final String PREFIX = "io.modelcontextprotocol/";
  public static final String PROTOCOL_VERSION = PREFIX + "protocolVersion";
  public static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";
  public static final String CLIENT_INFO = PREFIX + "clientInfo";
  public static final String SERVER_INFO = PREFIX + "serverInfo";
  public static final String LOG_LEVEL = PREFIX + "logLevel";
  public static final String SUBSCRIPTION_ID = PREFIX + "subscriptionId";

  /** Relates a message to a task (2025-11-25, basic/utilities/tasks). */
  public static final String RELATED_TASK = PREFIX + "related-task";

  public static final String PROGRESS_TOKEN = "progressToken";

  private MetaKey() {}
}
