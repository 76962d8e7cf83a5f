package dev.mcpcentral.cli;

/** A way to change what runs behind a name, in the words for people. */
enum RolloutVerb {
  UPDATE("update", "🔄 Updating", "updated"),
  ROLLBACK("rollback", "🔄 Rolling back", "rolled back"),
  MIGRATE("migrate", "🔄 Migrating", "migrated successfully");

  private final String path;
  private final String doing;
  private final String done;

  RolloutVerb(String path, String doing, String done) {
    this.path = path;
    this.doing = doing;
    this.done = done;
  }

  /** As the command and the admin API call it. */
  String path() {
    return path;
  }

  String doing() {
    return doing;
  }

  /** After the server's name. */
  String done() {
    return done;
  }

  /** After "was not" and "would be". */
  String participle() {
    return done.split(" successfully", -1)[0];
  }
}
