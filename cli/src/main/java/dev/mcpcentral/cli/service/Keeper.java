package dev.mcpcentral.cli.service;

import java.nio.file.Path;
import java.util.List;

/** The part of an operating system that starts services and keeps them running. */
public sealed interface Keeper permits Systemd, Launchd {
  /** For people: {@code systemd (for the whole machine)}. */
  String name();

  /** The file that it reads. */
  Path file();

  /** The file's content. */
  String text(Installation installation);

  /** Commands after the file was written, in this order. */
  List<Step> toStart();

  /** Commands before the file goes. */
  List<Step> toStop();

  /** Commands after the file has gone. */
  List<Step> afterRemoval();

  /** The command whose output tells how the service is. */
  List<String> toAsk();

  /**
   * One command.
   *
   * @param otherwise what to tell when it fails and nothing else is lost; empty when a failure
   *     counts
   */
  record Step(List<String> command, String otherwise) {
    public Step {
      command = List.copyOf(command);
    }

    static Step of(String... command) {
      return new Step(List.of(command), "");
    }
  }
}
