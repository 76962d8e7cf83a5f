package dev.mcpcentral.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries say in our name. */
final class Libraries {
  /** Logs what it throws as well; held here because the JDK forgets loggers that nobody holds. */
  private static final Logger DOCKER_JAVA = Logger.getLogger("com.github.dockerjava");

  private Libraries() {}

  /** Libraries report each of their sockets otherwise; warnings of the hub itself come through. */
  static void quiet() {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
    Logger.getLogger("").setLevel(Level.WARNING);
    DOCKER_JAVA.setLevel(Level.OFF);
  }
}
