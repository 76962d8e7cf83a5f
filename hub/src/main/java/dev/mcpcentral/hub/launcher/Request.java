package dev.mcpcentral.hub.launcher;

/**
 * The first line of every connection.
 *
 * @param version of the protocol
 */
record Request(int version, Verb verb) {
  static String line(Verb verb) {
    return RecordJson.write(Request.class, new Request(Launcher.VERSION, verb));
  }
}
