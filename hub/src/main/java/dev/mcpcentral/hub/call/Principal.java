package dev.mcpcentral.hub.call;

/** Whoever a request comes from, as far as a credential proved it. */
public sealed interface Principal {
  /** The stable name under which rules, limits and audit records know this principal. */
  String name();

  /**
   * A caller from the loopback interface without a credential, let in by {@code auth.anonymous:
   * loopback}.
   */
  record Anonymous() implements Principal {
    @Override
    public String name() {
      return "anonymous";
    }
  }

  /** A client that presented a bearer token made by {@code token create NAME}. */
  record Client(String name) implements Principal {}

  /** The operator, with the credential that the hub wrote on its first start. */
  record Operator() implements Principal {
    @Override
    public String name() {
      return "operator";
    }
  }
}
