package dev.mcpcentral.hub.image;

/**
 * The machine on which a program will run.
 *
 * @param container whether that is a Linux container rather than this machine itself
 * @param architecture in Docker's and Go's words: {@code amd64} or {@code arm64}
 */
record Target(boolean container, String architecture) {
  static Target host() {
    return new Target(false, canonical(System.getProperty("os.arch")));
  }

  static Target container(String architecture) {
    return new Target(true, canonical(architecture));
  }

  /** Node's word. */
  String nodeCpu() {
    return architecture.equals("amd64") ? "x64" : architecture;
  }

  /** The kernel's word, as in Python's wheel tags. */
  String machine() {
    return switch (architecture) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> architecture;
    };
  }

  /** The word in folder names: what was fetched for one is not for the other. */
  String word() {
    return (container ? "container-" : "process-") + architecture;
  }

  private static String canonical(String architecture) {
    return switch (architecture) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> architecture;
    };
  }
}
