package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.spec.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limits of a service; one that is out of bounds is left out and the usual one taken. */
final class ServiceLimits {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([bkmg]?)b?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,6})?");

  private final Service service;
  private final List<String> notes;

  ServiceLimits(Service service, List<String> notes) {
    this.service = service;
    this.notes = notes;
  }

  Limits read() {
    Limits limits = Limits.DEFAULT;
    Optional<Long> memory = text("mem_limit").flatMap(ServiceLimits::bytes);
    Optional<Double> cpus = text("cpus").flatMap(ServiceLimits::number);
    Optional<Double> pids = text("pids_limit").flatMap(ServiceLimits::number);
    try {
      return new Limits(
          memory.orElse(limits.memoryBytes()),
          cpus.orElse(limits.cpus()),
          pids.map(Double::intValue).orElse(limits.pids()));
    } catch (IllegalArgumentException e) {
      notes.add("limits: the usual ones are taken, because " + e.getMessage());
      return limits;
    }
  }

  private Optional<String> text(String key) {
    return service.text(key).map(value -> value.text().strip().toLowerCase(Locale.ROOT));
  }

  private static Optional<Long> bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (size.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    return Optional.of(Long.parseLong(size.group(1)) << shift);
  }

  private static Optional<Double> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }
}
