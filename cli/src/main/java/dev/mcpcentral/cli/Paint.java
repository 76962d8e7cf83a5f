package dev.mcpcentral.cli;

/** Colours, where a person sees them and does not mind (no-color.org). */
final class Paint {
  private final boolean coloured;

  private Paint(boolean coloured) {
    this.coloured = coloured;
  }

  static Paint of(Surroundings surroundings, boolean json) {
    boolean plain =
        json
            || surroundings.variable("NO_COLOR").isPresent()
            || surroundings.variable("TERM").filter("dumb"::equals).isPresent();
    return new Paint(!plain && surroundings.terminal().getAsBoolean());
  }

  String red(String text) {
    return with("31", text);
  }

  String green(String text) {
    return with("32", text);
  }

  String yellow(String text) {
    return with("33", text);
  }

  String bold(String text) {
    return with("1", text);
  }

  /** The colour in which a server's state is shown. */
  String state(String shown) {
    return switch (shown.strip()) {
      case "running", "ready", "ok" -> green(shown);
      case "failed", "fail" -> red(shown);
      case "preparing", "stopped", "warn" -> yellow(shown);
      default -> shown;
    };
  }

  private String with(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
