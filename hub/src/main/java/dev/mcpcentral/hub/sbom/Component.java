package dev.mcpcentral.hub.sbom;

import dev.mcpcentral.hub.advisory.PackageVersion;
import java.util.List;
import java.util.Optional;

/**
 * One package in an image.
 *
 * @param type in CycloneDX's words: {@code library}, or {@code platform} for a language's runtime
 * @param purl its package URL; names it everywhere
 * @param scope whose advisories would be about it: {@code npm}, {@code Debian:12}, {@code node}
 * @param known how advisories name it; empty where we read no advisories of that scope
 * @param hashes of the archive it came in, where a lock has them
 * @param licences as the package states them; empty when it does not
 */
public record Component(
    String type,
    String purl,
    String name,
    String version,
    String scope,
    Optional<PackageVersion> known,
    List<Hash> hashes,
    List<String> licences)
    implements Comparable<Component> {
  public Component {
    hashes = List.copyOf(hashes);
    licences = List.copyOf(licences);
  }

  /**
   * A hash as CycloneDX writes it.
   *
   * @param algorithm for example {@code SHA-512}
   * @param hex in small letters
   */
  public record Hash(String algorithm, String hex) {}

  Component with(List<Hash> otherHashes, List<String> otherLicences) {
    return new Component(
        type,
        purl,
        name,
        version,
        scope,
        known,
        otherHashes.isEmpty() ? hashes : otherHashes,
        licences.isEmpty() ? otherLicences : licences);
  }

  @Override
  public int compareTo(Component other) {
    return purl.compareTo(other.purl);
  }
}
