package dev.mcpcentral.hub.sbom;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An inventory as a CycloneDX 1.6 document. The same content gives the same bytes: it names no time
 * and no tool version, and its serial number is derived from what it lists.
 */
public final class Sbom {
  private static final Pattern EXPRESSION = Pattern.compile(".* (?:OR|AND|WITH) .*");
  private static final Pattern SHA256 = Pattern.compile("sha256:([0-9a-f]{64})");

  /** The identifiers that nearly all packages use; anything else is given as a name. */
  private static final Set<String> SPDX =
      Set.of(
          "0BSD",
          "AGPL-3.0-only",
          "AGPL-3.0-or-later",
          "Apache-2.0",
          "Artistic-2.0",
          "BlueOak-1.0.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC-BY-4.0",
          "CC0-1.0",
          "EPL-2.0",
          "GPL-2.0-only",
          "GPL-2.0-or-later",
          "GPL-3.0-only",
          "GPL-3.0-or-later",
          "ISC",
          "LGPL-2.1-or-later",
          "LGPL-3.0-or-later",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "PSF-2.0",
          "Python-2.0",
          "Unlicense",
          "WTFPL",
          "Zlib");

  private Sbom() {}

  /**
   * Writes the document.
   *
   * @param name what was examined, for people
   * @param digest of the image, {@code sha256:…}
   */
  public static String of(String name, String digest, Inventory inventory) {
    ObjectNode bom = Json.MAPPER.createObjectNode();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    bom.put("version", 1);
    bom.set("metadata", metadata(name, digest));
    ArrayNode components = bom.putArray("components");
    inventory.components().forEach(component -> components.add(component(component)));
    UUID serial = UUID.nameUUIDFromBytes(Json.MAPPER.writeValueAsBytes(bom));
    bom.put("serialNumber", "urn:uuid:" + serial);
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(bom) + "\n";
  }

  private static ObjectNode metadata(String name, String digest) {
    ObjectNode metadata = Json.MAPPER.createObjectNode();
    ObjectNode image = metadata.putObject("component");
    image.put("type", "container");
    image.put("bom-ref", digest);
    image.put("name", name);
    image.put("version", digest);
    var hash = SHA256.matcher(digest);
    if (hash.matches()) {
      image.putArray("hashes").addObject().put("alg", "SHA-256").put("content", hash.group(1));
    }
    return metadata;
  }

  private static ObjectNode component(Component component) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("type", component.type());
    node.put("bom-ref", component.purl());
    node.put("name", component.name());
    node.put("version", component.version());
    if (!component.hashes().isEmpty()) {
      ArrayNode hashes = node.putArray("hashes");
      component
          .hashes()
          .forEach(
              hash -> hashes.addObject().put("alg", hash.algorithm()).put("content", hash.hex()));
    }
    if (!component.licences().isEmpty()) {
      licences(node.putArray("licenses"), component.licences());
    }
    node.put("purl", component.purl());
    return node;
  }

  /** An expression stands alone (CycloneDX 1.6, licenseChoice). */
  private static void licences(ArrayNode node, List<String> licences) {
    if (licences.size() == 1 && EXPRESSION.matcher(licences.getFirst()).matches()) {
      node.addObject().put("expression", licences.getFirst());
      return;
    }
    for (String licence : licences) {
      node.addObject().putObject("license").put(SPDX.contains(licence) ? "id" : "name", licence);
    }
  }
}
