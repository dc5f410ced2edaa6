package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * OpenAPI Generator by itself, as its Maven plugin runs it where nothing has checked a contract.
 */
class UnfollowedReferencesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"3.0.3", "3.1.0"})
  void whatAContractRefersToIsRefusedUnfetched(String version) throws IOException {
    ProxySelector before = ProxySelector.getDefault();
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
              openapi: %s
              info: {title: T, version: '1'}
              paths:
                /a: {$ref: '%2$s'}
                /b: {get: {parameters: [{$ref: '%2$s'}], responses: {'200': {$ref: '%2$s'}}}}
              components: {schemas: {A: {type: object, properties: {a: {$ref: '%2$s'}}}}}
              """
                  .formatted(version, address));
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
      assertSame(before, ProxySelector.getDefault(), "Others connect as before");
      assertTrue(String.valueOf(refused.getMessage()).contains(address), refused::toString);
    } finally {
      server.stop(0);
    }
  }
}
