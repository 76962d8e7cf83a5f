package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * One package of the npm registry, unpacked but not installed.
 *
 * @param folder with the package's files
 */
record NpmTarball(Path folder, String version) {
  /**
   * Downloads the newest version of this major and unpacks it below {@code work}; npm checks its
   * hash.
   */
  static NpmTarball unpack(String name, String major, Path work) throws IOException {
    Path npm = HostTools.need("npm", "install Node.js 22 or newer with npm (https://nodejs.org)");
    List<String> arguments = List.of("pack", "--json", "--ignore-scripts", name + "@" + major);
    JsonNode packed =
        Json.parse(new Subprocess(npm, work).run("downloading " + name, arguments), "npm pack")
            .path(0);
    Path archive = work.resolve(Path.of(packed.path("filename").asString()).getFileName());
    Path folder = Files.createDirectories(work.resolve("npm-" + name));
    try (InputStream file = Files.newInputStream(archive);
        InputStream tar = new GZIPInputStream(file)) {
      Untar.into(folder, tar);
    }
    Files.delete(archive);
    return new NpmTarball(folder, packed.path("version").asString());
  }
}
