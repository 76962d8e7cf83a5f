package dev.mcpcentral.acceptance;

import java.net.URI;
import java.util.List;

/** An MCP client that others wrote. */
interface ForeignClient {
  /** Connects, does the steps one after the other, and leaves. */
  Visit visit(URI endpoint, List<Step> steps);

  /** Whether progress and cancellation can be asked of it; the Inspector's command line cannot. */
  boolean showsProgress();

  boolean cancels();

  /** Every client and era that the product must serve. */
  static List<ForeignClient> all() {
    return List.of(
        new TypeScriptClient("ts1", "legacy"),
        new TypeScriptClient("ts2", "legacy"),
        new TypeScriptClient("ts2", "auto"),
        new TypeScriptClient("ts2", "modern"),
        new InspectorClient("legacy"),
        new InspectorClient("modern"),
        new JavaSdkClient());
  }
}
