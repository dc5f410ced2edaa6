package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * OpenAPI Generator by itself, as its Maven plugin runs it where nothing has checked a contract.
 */
class UnfollowedReferencesTest {
  @TempDir Path folder;

  @Test
  void whatAContractRefersToIsRefusedUnfetched() throws IOException {
    List<String> fetched = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          fetched.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/other.yaml";
      Path contract =
          Files.writeString(
              folder.resolve("contract.yaml"),
              """
              openapi: 3.1.0
              info: {title: T, version: '1'}
              paths: {}
              components: {schemas: {A: {type: object, properties: {a: {$ref: '%s'}}}}}
              """
                  .formatted(address));
      CodegenConfigurator generator =
          new CodegenConfigurator()
              .setGeneratorName("retrofit-moshi")
              .setInputSpec(contract.toString())
              .setOutputDir(folder.toString())
              .setQuiet(true);

      RuntimeException refused =
          assertThrows(
              RuntimeException.class,
              () -> new DefaultGenerator().opts(generator.toClientOptInput()).generate());

      assertEquals(List.of(), fetched, "Nothing is fetched, ever");
      assertTrue(String.valueOf(refused.getMessage()).contains(address), refused::toString);
    } finally {
      server.stop(0);
    }
  }
}
