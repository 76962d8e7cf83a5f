package dev.mcpcentral.cli.doctor;

import dev.mcpcentral.hub.identity.IdentityException;
import dev.mcpcentral.hub.identity.Tokens;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the operator declared: the configuration, its ports, the tokens. */
final class Declarations {
  private static final String CONFIGURATION = "config";

  private Declarations() {}

  static void configuration(Patient patient, Consumer<Finding> found) {
    if (!Files.exists(patient.configuration())) {
      found.accept(
          Finding.ok(
              CONFIGURATION, patient.configuration() + " does not exist yet; up writes a starter"));
      return;
    }
    try {
      Configuration configuration = file(patient).read();
      found.accept(
          Finding.ok(
              CONFIGURATION,
              "%s is valid and declares %d servers"
                  .formatted(patient.configuration(), configuration.servers().size())));
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> found.accept(problem(problem)));
    }
  }

  private static Finding problem(ConfigurationException.Problem problem) {
    return Finding.fail(
        CONFIGURATION,
        problem.toString(),
        "correct that line; the last valid state stays in force");
  }

  static void ports(Patient patient, Consumer<Finding> found) {
    if (patient.runningHub().isPresent()) {
      found.accept(Finding.ok("ports", "the running hub has them"));
      return;
    }
    configured(patient)
        .ifPresent(configuration ->
            addresses(configuration.listen())
                .forEach((name, address) -> found.accept(port(name, address))));
  }

  /** Without a file, what the starter would declare. */
  private static Optional<Configuration> configured(Patient patient) {
    try {
      boolean exists = Files.exists(patient.configuration());
      return Optional.of(
          exists ? file(patient).read() : file(patient).parse(ConfigurationFile.starter()));
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }

  private static ConfigurationFile file(Patient patient) {
    return new ConfigurationFile(
        patient.configuration(),
        Optional.ofNullable(patient.environment().get("WORKSPACE_ROOT")).map(Path::of),
        Set.of(patient.home()));
  }

  private static Map<String, InetSocketAddress> addresses(Configuration.Listen listen) {
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    addresses.put("mcp", listen.mcp());
    addresses.put("bridge", listen.bridge());
    addresses.put("admin", listen.admin());
    return addresses;
  }

  private static Finding port(String name, InetSocketAddress address) {
    String shown = address.getHostString() + ":" + address.getPort();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return Finding.ok("ports", name + " " + shown + " is free");
    } catch (IOException e) {
      return Finding.fail(
          "ports",
          name + " " + shown + " cannot be had: " + e.getMessage(),
          "end the program that has it (ss -ltnp), or change listen in the configuration");
    }
  }

  static void tokens(Patient patient, Consumer<Finding> found) {
    try {
      int tokens = new Tokens(patient.home(), InstantSource.system()).list().size();
      boolean anonymous = configured(patient).map(Configuration::anonymousLoopback).orElse(true);
      found.accept(
          tokens == 0 && !anonymous
              ? Finding.warn(
                  "tokens",
                  "no client can connect: there is no token, and auth.anonymous is off",
                  "mcp-central token create NAME")
              : Finding.ok("tokens", tokens + " tokens, anonymous loopback " + word(anonymous)));
    } catch (IdentityException e) {
      found.accept(
          Finding.fail(
              "tokens", String.valueOf(e.getMessage()), "no token is accepted until then"));
    }
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }
}
