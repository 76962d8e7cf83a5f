package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.SpecReader;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Specs from the admin API, by the rules of the configuration file. */
record OperatorSpecs(ConfigurationFile file) implements SpecReader {
  @Override
  public ServerSpec read(Slice json) {
    try {
      if (JsonMapper.shared().readTree(json.copy()) instanceof ObjectNode body
          && body.path("name").isString()) {
        ServerName name = new ServerName(body.path("name").asString());
        return file.parseServer(name, body.without("name").toString());
      }
      throw new IllegalArgumentException("send an object with \"name\" and \"source\"");
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("the body is not JSON", malformed);
    } catch (ConfigurationException refused) {
      throw new IllegalArgumentException(String.valueOf(refused.getMessage()), refused);
    }
  }
}
