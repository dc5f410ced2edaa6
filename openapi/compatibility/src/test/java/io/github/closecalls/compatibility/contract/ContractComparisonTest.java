package io.github.closecalls.compatibility.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.rule.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change at a time, in a contract of its own that has what Close's does not have yet. */
class ContractComparisonTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: Things, version: "1"}
      servers: [{url: https://api.example.com/v1}]
      paths:
        /thing/:
          parameters:
            - {name: tenant, in: header, required: true, schema: {type: string}}
          get:
            operationId: list
            tags: [things]
            parameters:
              - {name: limit, in: query, schema: {type: integer, maximum: 100}}
              - {name: color, in: query, schema: {type: string, enum: [red, green]}}
              - $ref: '#/components/parameters/Skip'
            responses:
              '200':
                description: ok
                headers:
                  X-Total: {required: true, schema: {type: integer}}
                content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}
          post:
            operationId: create
            tags: [things]
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}
            responses:
              '201':
                description: made
                content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
              '400': {description: bad, content: {application/json: {schema: {}}}}
      components:
        parameters:
          Skip: {name: skip, in: query, schema: {type: integer}}
        schemas:
          Base:
            type: object
            properties:
              shared: {type: string, maxLength: 20}
              level: {type: string, enum: [low, high]}
          NewThing:
            allOf:
              - $ref: '#/components/schemas/Base'
              - type: object
                required: [name, remark]
                properties:
                  name: {type: string, minLength: 1}
                  remark: {type: [string, 'null']}
                  size: {type: integer, minimum: 1, maximum: 9}
                  sort: {type: string, enum: [a, b]}
          Thing:
            allOf:
              - $ref: '#/components/schemas/Base'
              - type: object
                required: [id, made]
                properties:
                  id: {type: string, pattern: '^t'}
                  made: {type: [string, 'null'], format: date-time}
                  code: {type: string, maxLength: 5}
                  rank: {type: integer, enum: [1, 2]}
                  mixed: {enum: [1, one]}
                  parent: {$ref: '#/components/schemas/Thing'}
                  owner:
                    oneOf: [{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Team'}]
                    discriminator:
                      propertyName: kind
                      mapping: {person: Person, team: Team}
          Person: {type: object, required: [kind], properties: {kind: {type: string}, age: {type: integer}}}
          Team: {type: object, required: [kind], properties: {kind: {type: string}, size: {type: integer}}}
          Page: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
          Unused: {type: object, properties: {left: {type: string}}}
          Plain: {type: string}
        securitySchemes:
          Key: {type: http, scheme: basic}
      """;

  /** What the gate says as a whole: a kind, or "nothing". */
  private static String verdict(List<Finding> changes) {
    return Documents.worst(changes).map(Enum::name).orElse("nothing");
  }

  private static String replaced(String old, String now) {
    assertTrue(CONTRACT.contains(old), () -> "The contract of the test has no " + old);
    return CONTRACT.replace(old, now);
  }

  @ParameterizedTest(name = "{0} -> {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # Requests
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 0, maximum: 9} | ADDITIVE
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 2, maximum: 9} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 8} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1} | ADDITIVE
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9.0} | nothing
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9, multipleOf: 2} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: number, minimum: 1, maximum: 9} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, format: int32, minimum: 1, maximum: 9} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9, default: 3} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9, deprecated: true} | ADDITIVE
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9, readOnly: true} | BREAKING
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9, x-order: 2} | DOCUMENTATION
          size: {type: integer, minimum: 1, maximum: 9} | size: {type: integer, minimum: 1, maximum: 9, newKeyword: 2} | BREAKING
          name: {type: string, minLength: 1} | name: {type: string} | ADDITIVE
          name: {type: string, minLength: 1} | name: {type: string, minLength: 1, pattern: x} | BREAKING
          name: {type: string, minLength: 1} | name: {type: [string, "null"], minLength: 1} | BREAKING
          remark: {type: [string, 'null']} | remark: {type: string} | BREAKING
          required: [name, remark] | required: [remark, name] | nothing
          required: [name, remark] | required: [name] | ADDITIVE
          required: [name, remark] | required: [remark] | BREAKING
          required: [name, remark] | required: [name, remark, size] | BREAKING
          enum: [a, b] | enum: [b, a] | nothing
          enum: [a, b] | enum: [a, b, c] | ADDITIVE
          enum: [a, b] | enum: [a] | BREAKING
          sort: {type: string, enum: [a, b]} | sort: {type: string} | BREAKING
          # Answers
          id: {type: string, pattern: '^t'} | id: {type: string} | BREAKING
          id: {type: string, pattern: '^t'} | id: {type: [string, 'null'], pattern: '^t'} | BREAKING
          code: {type: string, maxLength: 5} | code: {type: string, maxLength: 4} | ADDITIVE
          code: {type: string, maxLength: 5} | code: {type: string, maxLength: 6} | BREAKING
          code: {type: string, maxLength: 5} | code: {type: string, maxLength: 5, default: x} | DOCUMENTATION
          made: {type: [string, 'null'], format: date-time} | made: {type: string, format: date-time} | ADDITIVE
          made: {type: [string, 'null'], format: date-time} | made: {type: [string, 'null']} | BREAKING
          made: {type: [string, 'null'], format: date-time} | made: {type: ['null', string], format: date-time} | nothing
          made: {type: [string, 'null'], format: date-time} | made: {anyOf: [{type: string, format: date-time}, {type: 'null'}]} | nothing
          made: {type: [string, 'null'], format: date-time} | made: {oneOf: [{type: 'null'}, {type: string, format: date-time}]} | nothing
          required: [id, made] | required: [id] | ADDITIVE
          required: [id, made] | required: [made] | BREAKING
          required: [id, made] | required: [id, made, code] | BREAKING
          enum: [1, 2] | enum: [1, 2, 3] | ADDITIVE
          enum: [1, 2] | enum: [1] | BREAKING
          enum: [1, one] | enum: [1, one, two] | BREAKING
          parent: {$ref: '#/components/schemas/Thing'} | parent: {anyOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]} | BREAKING
          parent: {$ref: '#/components/schemas/Thing'} | parent: {allOf: [{$ref: '#/components/schemas/Thing'}]} | nothing
          parent: {$ref: '#/components/schemas/Thing'} | parent: {allOf: [{$ref: '#/components/schemas/Thing'}], description: The one above} | DOCUMENTATION
          mapping: {person: Person, team: Team} | mapping: {person: Person} | BREAKING
          mapping: {person: Person, team: Team} | mapping: {team: '#/components/schemas/Team', person: Person} | nothing
          propertyName: kind | propertyName: sort | BREAKING
          age: {type: integer} | "age: {type: integer}, nick: {type: string}" | ADDITIVE
          # Shared by both through allOf
          shared: {type: string, maxLength: 20} | shared: {type: string, maxLength: 19} | BREAKING
          shared: {type: string, maxLength: 20} | shared: {type: string, maxLength: 21} | BREAKING
          shared: {type: string, maxLength: 20} | shared: {type: [string, 'null'], maxLength: 20} | BREAKING
          enum: [low, high] | enum: [low, high, top] | ADDITIVE
          enum: [low, high] | enum: [low] | BREAKING
          # Operations
          operationId: create | operationId: things_create | nothing
          operationId: create | operationId: make | BREAKING
          tags: [things] | tags: [subpackage_things] | nothing
          tags: [things] | tags: [Things, more] | nothing
          tags: [things] | tags: [objects] | BREAKING
          required: true, schema: {type: string}} | required: true, schema: {type: string}, description: Who} | DOCUMENTATION
          schema: {type: integer, maximum: 100} | schema: {type: integer, maximum: 50} | BREAKING
          schema: {type: integer, maximum: 100} | schema: {type: integer, maximum: 200} | ADDITIVE
          in: query, schema: {type: integer, maximum: 100} | in: query, required: true, schema: {type: integer, maximum: 100} | BREAKING
          in: query, schema: {type: integer, maximum: 100} | in: query, style: form, explode: true, schema: {type: integer, maximum: 100} | nothing
          in: query, schema: {type: integer, maximum: 100} | in: query, explode: false, schema: {type: integer, maximum: 100} | BREAKING
          enum: [red, green] | enum: [red, green, blue] | ADDITIVE
          enum: [red, green] | enum: [red] | BREAKING
          {name: tenant, in: header, required: true | {name: tenant, in: header, required: false | ADDITIVE
          {name: tenant, in: header, required: true | {name: Tenant, in: header, required: true | nothing
          Skip: {name: skip, in: query, schema: {type: integer}} | Skip: {name: skip, in: query, schema: {type: string}} | BREAKING
          Skip: {name: skip, in: query, schema: {type: integer}} | Skip: {name: skip, in: query, description: How many, schema: {type: integer}} | DOCUMENTATION
          X-Total: {required: true, schema: {type: integer}} | X-Total: {schema: {type: integer}} | BREAKING
          X-Total: {required: true, schema: {type: integer}} | x-total: {required: true, schema: {type: integer}} | nothing
          X-Total: {required: true, schema: {type: integer}} | X-Sum: {required: true, schema: {type: integer}} | BREAKING
          X-Total: {required: true, schema: {type: integer}} | X-Total: {required: true, schema: {type: string}} | BREAKING
          {schema: {}} | {schema: {type: object, properties: {error: {type: string}}}} | ADDITIVE
          '400': {description: bad | '422': {description: bad | ADDITIVE
          servers: [{url: https://api.example.com/v1}] | servers: [{url: https://api.example.com/v2}] | BREAKING
          servers: [{url: https://api.example.com/v1}] | servers: [{url: https://api.example.com/v1, description: live}] | DOCUMENTATION
          scheme: basic | scheme: bearer | BREAKING
          # Components that nothing refers to
          Team: {type: object, required: [kind] | Team: {type: object, additionalProperties: false, required: [kind] | BREAKING
          Unused: {type: object, properties: | Unused: {type: object, additionalProperties: {}, properties: | nothing
          Unused: {type: object, properties: | Unused: {type: object, additionalProperties: {type: string}, properties: | BREAKING
          sort: {type: string, enum: [a, b]} | sort: {type: string, const: a} | BREAKING
          remark: {type: [string, 'null']} | remark: {anyOf: [{type: string}, {const: null}]} | nothing
          Plain: {type: string} | Plain: {type: string, const: x} | BREAKING
          Unused: {type: object, properties: {left: {type: string}}} | Unused: {type: object, properties: {right: {type: string}}} | BREAKING
          Plain: {type: string} | Plainer: {type: string} | DOCUMENTATION
          """)
  void aChangeIsJudgedByWhatUsersFeel(String old, String now, String expected) {
    List<Finding> changes = Documents.findings(CONTRACT, replaced(old, now));

    assertEquals(expected, verdict(changes), () -> "The gate says " + changes);
  }

  @Test
  void anOperationMoreIsAdditive() {
    String after =
        replaced(
            "    post:\n",
            Documents.lines(
                "    delete: {operationId: clear, tags: [things], responses: {'204': {description: gone}}}",
                "    post:"));

    assertEquals("ADDITIVE", verdict(Documents.findings(CONTRACT, after)));
  }

  @Test
  void anOperationThatTakesTheNameOfAnotherIsBreaking() {
    String after =
        replaced(
            "    get:\n",
            Documents.lines(
                "    delete: {operationId: x, tags: [things], responses: {'204': {description: gone}}}",
                "    get:"));
    String taken = after.replace("operationId: x,", "operationId: create,");

    assertEquals("ADDITIVE", verdict(Documents.findings(CONTRACT, after)));
    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, taken)));
  }

  @Test
  void aNewPropertyThatTakesTheAccessorOfAnotherIsBreaking() {
    String after = replaced("age: {type: integer}", "AGE: {type: integer}, age: {type: integer}");

    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, after)));
  }

  @Test
  void aParameterMoreIsBreakingEvenIfItIsOptional() {
    String after =
        replaced(
            "        - $ref: '#/components/parameters/Skip'\n",
            Documents.lines(
                "        - $ref: '#/components/parameters/Skip'",
                "        - {name: sort, in: query, schema: {type: string}}"));

    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, after)));
  }

  @Test
  void parametersInAnotherOrderAreBreaking() {
    String after =
        replaced(
                "- {name: limit, in: query, schema: {type: integer, maximum: 100}}",
                "- &skip\n          $ref: '#/components/parameters/Skip'")
            .replace(
                "        - $ref: '#/components/parameters/Skip'\n",
                "        - {name: limit, in: query, schema: {type: integer, maximum: 100}}\n");

    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, after)));
  }

  @Test
  void ignoredHeadersMayComeAndGo() {
    String after =
        replaced(
            "        - {name: limit",
            Documents.lines(
                    "        - {name: AUTHORIZATION, in: header, required: true, schema: {type: string}}",
                    "        - {name: Content-Type, in: header, required: true, schema: {type: string}}",
                    "        - {name: accept, in: header, required: true, schema: {type: string}}",
                    "        - {name: limit")
                .stripTrailing());

    assertEquals("DOCUMENTATION", verdict(Documents.findings(CONTRACT, after)));
    assertEquals("DOCUMENTATION", verdict(Documents.findings(after, CONTRACT)));
  }

  @Test
  void aBodyThatBecomesRequiredTakesAMethodAwayAndOneThatBecomesOptionalAddsIt() {
    String after = replaced("      requestBody:\n", "      requestBody:\n        required: true\n");

    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, after)));
    assertEquals("ADDITIVE", verdict(Documents.findings(after, CONTRACT)));
  }

  @Test
  void anotherMediaTypeIsAdditiveInRequestsAndBreakingInAnswers() {
    String asked =
        replaced(
            "content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}",
            "content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}},"
                + " text/csv: {schema: {type: string}}}");
    String answered =
        replaced(
            "content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}",
            "content: {application/json: {schema: {$ref: '#/components/schemas/Page'}},"
                + " text/csv: {schema: {type: string}}}");

    assertEquals("ADDITIVE", verdict(Documents.findings(CONTRACT, asked)));
    assertEquals("BREAKING", verdict(Documents.findings(asked, CONTRACT)));
    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, answered)));
  }

  @Test
  void securityThatAsksForWhatTheClientSendsIsDocumentation() {
    String global = CONTRACT + "security: [{Key: []}]\n";

    assertEquals("DOCUMENTATION", verdict(Documents.findings(CONTRACT, global)));
    assertEquals("DOCUMENTATION", verdict(Documents.findings(global, CONTRACT)));
  }

  @Test
  void securityThatRefusesACredentialIsBreaking() {
    String both =
        replaced("scheme: basic}\n", "scheme: basic}\n    Token: {type: http, scheme: bearer}\n");
    String onlyOne = both + "security: [{Key: []}]\n";
    String together = both + "security: [{Key: [], Token: []}]\n";

    assertEquals("ADDITIVE", verdict(Documents.findings(CONTRACT, both)));
    assertEquals("BREAKING", verdict(Documents.findings(both, onlyOne)));
    assertEquals("BREAKING", verdict(Documents.findings(both, together)));
    assertEquals(
        "ADDITIVE",
        verdict(Documents.findings(onlyOne, both + "security: [{Key: []}, {Token: []}]\n")));
  }

  @Test
  void aScopeMoreIsBreakingAndAScopeLessIsAdditive() {
    String oauth =
        replaced(
            "scheme: basic}\n",
            "scheme: basic}\n    OAuth: {type: oauth2, flows: {authorizationCode: {tokenUrl: /token,"
                + " authorizationUrl: /auth, scopes: {}}}}\n");
    String narrow = oauth + "security: [{OAuth: [calls, leads]}]\n";
    String wide = oauth + "security: [{OAuth: [calls]}]\n";

    assertEquals("BREAKING", verdict(Documents.findings(wide, narrow)));
    assertEquals("ADDITIVE", verdict(Documents.findings(narrow, wide)));
    assertEquals(
        "BREAKING",
        verdict(Documents.findings(oauth, oauth.replace("tokenUrl: /token", "tokenUrl: /tokens"))));
  }

  @Test
  void aComponentOfAnotherNameIsTheSameIfItsClassIs() {
    String same =
        CONTRACT
            .replace("schemas/Person", "schemas/person")
            .replace("  Person:", "  person:")
            .replace("person: Person", "person: person");
    String other =
        CONTRACT
            .replace("schemas/Person", "schemas/Human")
            .replace("  Person:", "  Human:")
            .replace("person: Person", "person: Human");

    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, other)));
    assertEquals("nothing", verdict(Documents.findings(CONTRACT, same)));
  }

  @Test
  void aFindingSaysWhereItIsAndWhichWayItTravels() {
    List<Finding> changes =
        Documents.findings(CONTRACT, replaced("enum: [low, high]", "enum: [low]"));

    Finding change = changes.get(0);
    assertEquals("/components/schemas/Base/properties/level/enum", change.place());
    assertEquals("request and answer", change.direction());
    assertEquals("high", change.before());
    assertEquals("nothing", change.after());
    assertEquals(1, changes.size(), () -> "One change is one finding: " + changes);
  }

  @Test
  void additionalPropertiesMayBeOpenedAndNotClosedOrTyped() {
    String closed =
        replaced("Unused: {type: object,", "Unused: {type: object, additionalProperties: false,");
    String typed =
        replaced(
            "Unused: {type: object,",
            "Unused: {type: object, additionalProperties: {type: string},");

    assertEquals("ADDITIVE", verdict(Documents.findings(closed, CONTRACT)));
    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, closed)));
    assertEquals("BREAKING", verdict(Documents.findings(closed, typed)));
    assertEquals("BREAKING", verdict(Documents.findings(typed, closed)));
  }

  @Test
  void aConstantIsAListOfOneValue() {
    String constant = replaced("enum: [a, b]", "const: a");

    assertEquals(
        "nothing", verdict(Documents.findings(constant, replaced("enum: [a, b]", "enum: [a]"))));
    assertEquals("ADDITIVE", verdict(Documents.findings(constant, CONTRACT)));
    assertEquals(
        "BREAKING", verdict(Documents.findings(constant, replaced("enum: [a, b]", "const: b"))));
  }

  @Test
  void aChoiceMoreThatTakesInKnownClassesIsAdditive() {
    String after =
        replaced(
            "    Plain: {type: string}\n",
            "    Plain: {type: string}\n    Owner: {oneOf: [{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Unused'}]}\n");

    assertEquals("ADDITIVE", verdict(Documents.findings(CONTRACT, after)));
    assertEquals("BREAKING", verdict(Documents.findings(after, CONTRACT)));
  }

  @Test
  void aBranchMoreOfASealedTypeIsBreaking() {
    String after =
        replaced(
            "{$ref: '#/components/schemas/Team'}]",
            "{$ref: '#/components/schemas/Team'}, {$ref: '#/components/schemas/Unused'}]");

    assertEquals("BREAKING", verdict(Documents.findings(CONTRACT, after)));
  }

  @Test
  void theSameBoundInTheWordsOf30And31IsNoChange() {
    String old =
        replaced("openapi: 3.1.0", "openapi: 3.0.3")
            .replace("[string, 'null']", "string, nullable: true")
            .replace("minimum: 1,", "minimum: 0, exclusiveMinimum: true,");
    String now = replaced("minimum: 1,", "exclusiveMinimum: 0,");

    assertEquals("nothing", verdict(Documents.findings(old, now)));
    assertEquals("nothing", verdict(Documents.findings(now, old)));
    assertEquals(
        "BREAKING",
        verdict(
            Documents.findings(old, now.replace("exclusiveMinimum: 0", "exclusiveMinimum: 1"))));
  }

  @Test
  void whatOnlyAHeaderOfAnAnswerLeadsToIsJudgedAsAnAnswer() {
    String contract =
        replaced(
            "{required: true, schema: {type: integer}}",
            "{required: true, schema: {$ref: '#/components/schemas/Plain'}}");
    String longer =
        contract.replace("Plain: {type: string}", "Plain: {type: string, maxLength: 3}");

    assertEquals("ADDITIVE", verdict(Documents.findings(contract, longer)));
    assertEquals("BREAKING", verdict(Documents.findings(longer, contract)));
  }

  @Test
  void whatAParameterAndAnAnswerShareIsJudgedAsBoth() {
    String contract =
        replaced("code: {type: string, maxLength: 5}", "code: {$ref: '#/components/schemas/Plain'}")
            .replace(
                "{name: skip, in: query, schema: {type: integer}}",
                "{name: skip, in: query, schema: {$ref: '#/components/schemas/Plain'}}");
    String longer =
        contract.replace("Plain: {type: string}", "Plain: {type: string, maxLength: 3}");

    assertEquals("BREAKING", verdict(Documents.findings(contract, longer)));
    assertEquals("BREAKING", verdict(Documents.findings(longer, contract)));
  }
}
