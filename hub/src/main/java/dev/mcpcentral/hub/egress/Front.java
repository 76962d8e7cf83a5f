package dev.mcpcentral.hub.egress;

import java.io.BufferedInputStream;
import java.io.IOException;

/** How a connection says where it wants to go. */
interface Front {
  /** Serves a connection to its end; whoever calls closes it afterwards. */
  void serve(Exchange exchange, BufferedInputStream in) throws IOException;
}
