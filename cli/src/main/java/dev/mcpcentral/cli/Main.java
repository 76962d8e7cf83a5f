package dev.mcpcentral.cli;

/** Where {@code mcp-central} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLineTool.run(Surroundings.ofProcess(), args));
  }
}
