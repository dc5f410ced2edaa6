package io.github.closecalls.compatibility.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.closecalls.compatibility.contract.Documents;
import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.Sources;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractUpdateTest {
  private static final String PRESENT = Documents.closeCalls();
  private static final String LATER =
      PRESENT.replace("        - outbound\n", "        - outbound\n        - missed\n");
  private static final String PAGE_BEGIN =
      "# Log a call\n\n```sh\ncurl -d openapi: x\n```\n\n## OpenAPI Specification\n\n```yaml\n";
  private static final String PAGE_END = "```\n\nMore: `yaml`\n";

  @TempDir static Path made;
  private static String client = "";

  @TempDir Path folder;
  private Path contract;
  private Path checksum;
  private final HttpServer server = server();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError("There is no free port on 127.0.0.1", e);
    }
  }

  @BeforeEach
  void makeRepository() throws IOException {
    contract = Files.createDirectories(folder.resolve("openapi")).resolve("close-calls.yaml");
    checksum = contract.resolveSibling("close-calls.yaml.sha256");
    Files.writeString(contract, PRESENT);
    Path baseline = Files.createDirectories(folder.resolve("openapi/baseline"));
    Files.writeString(baseline.resolve("VERSION"), "1.0.0\n");
    Files.writeString(baseline.resolve("close-calls.yaml"), PRESENT);
    Files.writeString(baseline.resolve("close-calls-generated-client.api"), client());
    server.start();
  }

  /** Generating and compiling takes its time: made once. */
  private static synchronized String client() throws IOException {
    if (client.isEmpty()) {
      Path contract = Files.writeString(made.resolve("contract.yaml"), PRESENT);
      client = ClientCompiler.api(contract, made.resolve("client"), Sources.classPath()).toString();
    }
    return client;
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private int run(String... given) throws IOException {
    return new ContractUpdate(
            folder,
            new PrintStream(printed, true, UTF_8),
            new Download(Duration.ofMinutes(2)),
            Sources.classPath())
        .run(folder, List.of(given));
  }

  private String printed() {
    return printed.toString(UTF_8);
  }

  private void save(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(UTF_8));
  }

  private String written(String name, String text) throws IOException {
    save(name, text);
    assertEquals(0, run(name, "--write"));
    return Files.readString(contract);
  }

  @Test
  void aPageIsTakenInByteForByte() throws IOException {
    assertEquals(LATER, written("page.md", PAGE_BEGIN + LATER + PAGE_END));
  }

  @Test
  void aPageWithWindowsLinesIsTakenInByteForByte() throws IOException {
    String windows = LATER.replace("\n", "\r\n");

    assertEquals(
        windows, written("page.md", (PAGE_BEGIN + LATER + PAGE_END).replace("\n", "\r\n")));
  }

  @Test
  void aPageInAnotherFenceIsTakenIn() throws IOException {
    String fenced = PAGE_BEGIN.replace("```yaml", "~~~~ yml title=\"x\"") + LATER;

    assertEquals(LATER, written("page.md", fenced + "~~~~\n"));
  }

  @Test
  void yamlIsTakenInByteForByte() throws IOException {
    String commented = "# a comment\n" + LATER.replace("'200':", "\"200\" :");

    assertEquals(commented, written("contract.yaml", commented));
  }

  @Test
  void jsonIsWrittenAsYamlThatSaysTheSame() throws IOException {
    String yaml = written("contract.json", Documents.json(Documents.tree(LATER)));

    assertTrue(yaml.startsWith("openapi: '3.1.0'\n"), yaml);
    assertEquals(Contract.parse(LATER).root().value(), Contract.parse(yaml).root().value());
  }

  @Test
  void theSameSourceGivesTheSameBytes() throws IOException {
    String json = Documents.json(Documents.tree(LATER));

    assertEquals(written("a.json", json), written("b.json", json));
    assertTrue(printed().contains("is this rendering already"), printed());
  }

  @Test
  void findingsAndWhatWouldBeRedAreShown() throws IOException {
    save("later.yaml", LATER);
    run("later.yaml");

    assertTrue(
        printed()
            .contains(
                "`/components/schemas/CreateCallActivityDirection/enum`, `enum-value-added` (request)"),
        printed());
    assertTrue(printed().contains("after: `missed`"), printed());
    assertTrue(printed().contains("asks for the version 1.1.0"), printed());
  }

  @Test
  void aBreakingRenderingNeedsAHigherMajor() throws IOException {
    save(
        "later.yaml",
        LATER.replace("            - 'null'\n          format: uri\n", "          format: uri\n"));
    run("later.yaml");

    assertTrue(printed().contains("asks for the version 2.0.0"), printed());
  }

  @Test
  void textsOfTheContractAreNoMarkup() throws IOException {
    save("later.yaml", PRESENT.replace("Bad request", "'` <b>@all</b>'"));
    run("later.yaml");

    assertTrue(printed().contains("after: `' <b>@all</b>`"), printed());
  }

  @Test
  void noCharacterOfTheContractReachesTheTerminalAsACommand() throws IOException {
    save("later.yaml", PRESENT.replace("Bad request", "\"\\e[2Jgone \\u202e\\u0007\""));
    run("later.yaml");

    assertFalse(
        printed().codePoints().anyMatch(c -> c == 0x1b || c == 7 || c == 0x202e), printed());
    assertTrue(printed().contains("\\u001b[2Jgone \\u202e\\u0007"), printed());
  }

  @Test
  void aPageMayBeginWithAComment() throws IOException {
    assertEquals(LATER, written("page.md", "<!-- made by x -->\n" + PAGE_BEGIN + LATER + PAGE_END));
  }

  @Test
  void anAddressIsShownWithoutWhatMayBeASecret() {
    assertEquals(
        "https://a.example/b.md", Download.shown("https://user:secret@a.example/b.md?token=x#y"));
  }

  @Test
  void nothingIsWrittenUnlessAskedTo() throws IOException {
    save("later.yaml", LATER);

    assertEquals(0, run("later.yaml"));
    assertEquals(PRESENT, Files.readString(contract));
    assertFalse(Files.exists(checksum));
    assertTrue(printed().contains("Nothing was written"), printed());
  }

  @Test
  void theChecksumIsWrittenAsSha256sumWritesIt() throws IOException {
    written("page.md", PAGE_BEGIN + PRESENT + PAGE_END);

    assertEquals(
        "969c24a090772a5462bcef2304f7b64ed4b508895f1e48471062c10df6a37882  close-calls.yaml\n",
        Files.readString(checksum));
    assertTrue(printed().contains("SHA-256 " + Files.readString(checksum).substring(0, 64)));
  }

  private static final String FULL =
      """
      openapi: 3.0.3
      info: {title: Everything, version: '1', description: "Lines\\n\\n  indented \\u2028 and more\\n"}
      servers: [{url: https://api.close.com/api/v1}]
      security: [{ApiKeyAuth: []}]
      tags: [{name: leads}, {name: calls}]
      paths:
        /lead/: {get: {operationId: leads, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Lead'}}}}}}}
        /activity/: {get: {operationId: all, responses: {'204': {description: none}}}}
        /activity/callback/: {get: {operationId: callbacks, responses: {'204': {description: none}}}}
        /activity/call/:
          get: {operationId: list, tags: [calls], parameters: [{$ref: '#/components/parameters/Limit'}], responses: {'200': {$ref: '#/components/responses/Calls'}}}
          post:
            operationId: create
            tags: [calls]
            requestBody: {$ref: '#/components/requestBodies/Call'}
            responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Call'}}}}}
        /activity/call/{id}/:
          parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}]
          put: {operationId: update, tags: [calls], requestBody: {$ref: '#/components/requestBodies/Call'}, responses: {'204': {description: done}}}
          delete: {operationId: delete, tags: [calls], security: [{OAuth2: []}], responses: {'204': {description: gone}}}
      components:
        parameters:
          Limit: {name: _limit, in: query, schema: {type: integer, default: 100}}
          Other: {name: other, in: query, schema: {$ref: '#/components/schemas/Lead'}}
        headers:
          Rate: {schema: {$ref: '#/components/schemas/Rate'}}
          Unused: {schema: {type: string}}
        requestBodies:
          Call: {content: {application/json: {schema: {$ref: '#/components/schemas/NewCall'}}}}
        responses:
          Calls:
            description: calls
            headers: {RateLimit: {$ref: '#/components/headers/Rate'}}
            content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Call'}}}}}}
        schemas:
          Id: {type: string}
          Lead: {type: object, properties: {name: {type: string}}}
          Rate: {type: string, example: '1e3'}
          NewCall: {type: object, properties: {note: {type: string, nullable: true, default: 'no'}, code: {type: string, enum: ['1e3', '012', '2013-02-01', 'null', '', ' x', 'a: b', 'é', "tab\\t"]}}}
          Call: {type: object, properties: {party: {$ref: '#/components/schemas/Party'}, status: {type: string, nullable: true}}}
          Party:
            oneOf: [{$ref: '#/components/schemas/User'}]
            discriminator: {propertyName: kind, mapping: {user: User, contact: '#/components/schemas/Contact'}}
          User: {type: object, properties: {kind: {type: string}}}
          Contact: {type: object, properties: {kind: {type: string}, at: {$ref: '#/components/schemas/Place'}}}
          Place: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
          Office: {allOf: [{$ref: '#/components/schemas/Place'}, {type: object, properties: {floor: {type: integer}}}]}
        securitySchemes:
          ApiKeyAuth: {type: http, scheme: basic}
          OAuth2: {type: http, scheme: bearer}
          Internal: {type: apiKey, in: header, name: X-Internal}
      """;

  private static Set<String> names(Node root, String kind) {
    return root.at("components").at(kind).members().keySet();
  }

  @Test
  void theCallsAreCutOutOfTheFullSpecification() throws IOException {
    Node root = Contract.parse(written("full.yaml", FULL)).root();

    assertEquals(
        Set.of("/activity/call/", "/activity/call/{id}/"), root.at("paths").members().keySet());
    assertEquals(Set.of("Limit"), names(root, "parameters"));
    assertEquals(Set.of("Rate"), names(root, "headers"));
    assertEquals(Set.of("Calls"), names(root, "responses"));
    assertEquals(
        Set.of("Id", "Rate", "NewCall", "Call", "Party", "User", "Contact", "Place", "Office"),
        names(root, "schemas"),
        "A mapping and an heir lead to schemas as well");
    assertEquals(Set.of("ApiKeyAuth", "OAuth2"), names(root, "securitySchemes"));
    assertEquals(Contract.parse(FULL).root().at("info").value(), root.at("info").value());
  }

  @Test
  void theFullSpecificationGivesTheSameInYamlInJsonAndOnAPage() throws IOException {
    String yaml = written("full.yaml", FULL);

    assertEquals(yaml, written("full.json", Documents.json(Documents.tree(FULL))));
    assertEquals(yaml, written("full.md", PAGE_BEGIN + FULL + PAGE_END));
    assertEquals(yaml, written("again.yaml", yaml));
  }

  private void refused(String reason, String... given) throws IOException {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> run(given));

    assertTrue(String.valueOf(e.getMessage()).contains(reason), e::getMessage);
    assertEquals(PRESENT, Files.readString(contract), "What cannot be taken must change nothing");
    assertFalse(Files.exists(checksum), "What cannot be taken must change nothing");
  }

  @Test
  void whatIsNoContractIsRefused() throws IOException {
    save("page.md", "# A page\n\n```yaml\nname: x\n```\n");
    save("two.md", PAGE_BEGIN + LATER + PAGE_END + PAGE_BEGIN + LATER + PAGE_END);
    save("cut.md", PAGE_BEGIN + LATER);
    save("page.html", "<!doctype html>\n<pre>openapi: 3.1.0</pre>\n");
    save("leads.yaml", "openapi: 3.1.0\npaths: {/lead/: {get: {responses: {}}}}\n");
    save("empty.yaml", "");
    save("broken.json", "{\"openapi\": ");
    save("type.yaml", LATER.replace("          type: array", "          type: text"));

    refused("has no contract", "page.md", "--write");
    refused("has 2 contracts", "two.md", "--write");
    refused("it is cut", "cut.md", "--write");
    refused("its Markdown version", "page.html", "--write");
    refused("no operation under /activity/call/", "leads.yaml", "--write");
    refused("is empty", "empty.yaml", "--write");
    refused("neither YAML nor JSON", "broken.json", "--write");
    refused("unknown type text", "type.yaml", "--write");
    refused("There is no contract none.yaml", "none.yaml", "--write");
  }

  @Test
  void aWrongCommandShowsItsUsage() throws IOException {
    assertEquals(2, run());
    assertEquals(2, run("a", "b"));
    assertEquals(2, run("a", "--wirte"));
    assertEquals(0, run("--help"));
    assertTrue(printed().contains("Usage: openapi/update <file or URL> [--write]"));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void serve(String path, String text) {
    server.createContext(path, exchange -> answer(exchange, 200, text.getBytes(UTF_8)));
  }

  private void redirect(String path, String to) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          answer(exchange, 302, new byte[0]);
        });
  }

  @Test
  void aPageIsFetched() throws IOException {
    serve("/calls.md", PAGE_BEGIN + LATER + PAGE_END);

    assertEquals(0, run(url("/calls.md"), "--write"));
    assertEquals(LATER, Files.readString(contract));
  }

  @Test
  void aRedirectIsFollowedWhereItIsSafe() throws IOException {
    serve("/calls.md", LATER);
    redirect("/old.md", "/calls.md");
    redirect("/away.md", "http://example.com/calls.md");
    redirect("/round.md", "/round.md");

    refused("only https is safe", url("/away.md"), "--write");
    refused("redirects more than", url("/round.md"), "--write");
    assertEquals(0, run(url("/old.md"), "--write"));
    assertEquals(LATER, Files.readString(contract));
  }

  @Test
  void whatCannotBeFetchedChangesNothing() throws IOException {
    server.createContext("/none.md", exchange -> answer(exchange, 404, new byte[0]));
    server.createContext(
        "/endless.md",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[1 << 20];
          try {
            for (int i = 0; i < 100; i++) {
              exchange.getResponseBody().write(much);
            }
          } finally {
            exchange.close();
          }
        });

    refused("status 404", url("/none.md"), "--write");
    refused("larger than 20 MiB", url("/endless.md"), "--write");
    refused("only https is safe", "http://example.com/calls.md", "--write");
    refused("only https is safe", "http://localhost.example.com/calls.md", "--write");
    refused("only https is safe", "ftp://127.0.0.1/calls.md", "--write");
    server.stop(0);
    refused("there is no connection", url("/calls.md"), "--write");
  }

  @Test
  void aServerThatAnswersWithoutEndIsNotWaitedForLong() throws IOException {
    server.createContext(
        "/slow.md",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          // No silence is long enough to end it.
          while (true) {
            exchange.getResponseBody().write('#');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
          }
        });
    Download impatient = new Download(Duration.ofSeconds(1));

    IllegalArgumentException e =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () ->
                assertThrows(
                    IllegalArgumentException.class, () -> impatient.fetch(url("/slow.md"))),
            "The deadline should end the request");

    assertTrue(String.valueOf(e.getMessage()).contains("longer than 1 s"), e::getMessage);
  }
}
