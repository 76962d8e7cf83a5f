package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.outbound.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides about one destination: the name first, then every address that it stands for. */
record Checkpoint(Allowlist allowlist, NameLookup lookup) {
  Verdict judge(Destination destination) {
    if (!allowlist.covers(destination)) {
      return new Verdict.Shut(destination + " is not in egress", destination.toString());
    }
    return switch (destination.host()) {
      case Host.Literal(InetAddress address) -> checked(destination, List.of(address));
      case Host.Name(String name) -> named(destination, name);
    };
  }

  private Verdict named(Destination destination, String name) {
    try {
      return checked(destination, lookup.addresses(name));
    } catch (IOException e) {
      return new Verdict.Lost(name + " has no address: " + e.getMessage());
    }
  }

  private Verdict checked(Destination destination, List<InetAddress> addresses) {
    List<InetSocketAddress> checked = new ArrayList<>();
    for (InetAddress address : addresses) {
      Optional<String> inner = AddressRules.inner(address);
      // One bad address spoils the answer: honest names do not mix.
      if (inner.isPresent() && !allowlist.declares(address, destination.port())) {
        Host.Literal literal = new Host.Literal(address);
        return new Verdict.Shut(
            "%s is %s, %s".formatted(destination, literal, inner.get()),
            literal + ":" + destination.port());
      }
      checked.add(new InetSocketAddress(address, destination.port()));
    }
    return new Verdict.Open(checked);
  }
}
