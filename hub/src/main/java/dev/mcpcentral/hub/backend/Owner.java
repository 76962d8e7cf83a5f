package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.spec.Instances;

/** Whose state a server's instance keeps, as a key. */
final class Owner {
  private Owner() {}

  /** Session ids have no spaces, so that none can pass for a principal. */
  static String of(Instances sharing, Call call) {
    String session = call.client().session();
    return switch (sharing) {
      case SHARED -> "";
      case PRINCIPAL -> principal(call);
      case SESSION, CALL -> session == null ? principal(call) : session;
    };
  }

  private static String principal(Call call) {
    return "principal " + call.principal().name() + " " + call.profile();
  }
}
