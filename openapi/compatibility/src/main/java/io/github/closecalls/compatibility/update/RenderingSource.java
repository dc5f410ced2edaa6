package io.github.closecalls.compatibility.update;

import io.github.closecalls.compatibility.contract.ContractFile;
import io.github.closecalls.openapi.generator.Contract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contract of the calls, found in what Close publishes.
 *
 * @param how how it was come by
 * @param characters its bytes, a character for each, so that what is cut out is what came in
 */
record RenderingSource(String how, String characters) {
  /** A block in fences, up to the end of the page if nothing closes it. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?ms)^(`{3,}|~{3,})[ \\t]*([\\w-]*)[^\\r\\n]*(?:\\r?\\n|\\z)(.*?)"
              + "(?:^(\\1)[`~]*[ \\t]*(?=\\r?$)|\\z)");

  private static final Pattern CONTRACT = Pattern.compile("(?m)^[\"']?openapi[\"']?[ \\t]*:");

  /** What openapi/close-calls.yaml is to hold. */
  byte[] contract() {
    return characters.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Finds the contract in a page in Markdown, in YAML or in JSON, of the calls or of everything.
   * The same bytes give the same bytes: a block of YAML as it is, all else written in one way.
   *
   * @param name what errors call the source
   * @throws IllegalArgumentException if there is none, or it cannot be taken
   */
  static RenderingSource find(String name, byte[] source) {
    String text = new String(source, StandardCharsets.ISO_8859_1);
    String begin =
        text.replaceFirst("^\u00ef\u00bb\u00bf", "")
            // Exporters of Markdown put comments before the page.
            .replaceFirst("^\\s*+(<!--(?s:.*?)-->\\s*+)*+", "")
            .stripLeading();
    if (begin.startsWith("<")) {
      throw new IllegalArgumentException(
          name + " is a web page: name its Markdown version, at the same address with .md behind");
    }
    boolean json = begin.startsWith("{");
    List<String> blocks = json ? List.of() : blocks(text);
    if (blocks.size() > 1) {
      throw new IllegalArgumentException(
          name + " has " + blocks.size() + " contracts: save one as a file, and name that");
    }
    if (blocks.isEmpty() && !json && !begin.isEmpty() && !CONTRACT.matcher(text).find()) {
      throw new IllegalArgumentException(
          name + " has no contract: neither a yaml block nor a line that begins with \"openapi:\"");
    }
    RenderingSource found =
        blocks.isEmpty()
            ? new RenderingSource("YAML, byte for byte", text)
            : new RenderingSource("the yaml block, byte for byte", blocks.get(0));
    Contract contract = ContractFile.parse(name, found.contract()).contract();
    if (contract.root().at("paths").members().keySet().stream().noneMatch(Slice::isOurs)) {
      throw new IllegalArgumentException(
          name + " has no operation under /activity/call/: name Close's contract of the calls");
    }
    if (Slice.isFull(contract)) {
      return written(name, Slice.of(contract), "what a full specification says of calls");
    }
    if (json) {
      return written(name, Slice.some(contract.root(), key -> true), "JSON, written as YAML");
    }
    return found;
  }

  private static RenderingSource written(
      String name, Map<String, ? extends @Nullable Object> document, String how) {
    byte[] bytes = CanonicalYaml.write(document).getBytes(StandardCharsets.UTF_8);
    ContractFile.parse("cut out of " + name, bytes);
    return new RenderingSource(how, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The blocks of a page that hold a contract. */
  private static List<String> blocks(String page) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      if (block.group(2).matches("(?i)ya?ml") && CONTRACT.matcher(block.group(3)).find()) {
        if (block.group(4) == null) {
          throw new IllegalArgumentException(
              "The page ends within its yaml block, so it is cut: fetch it again");
        }
        blocks.add(block.group(3));
      }
    }
    return blocks;
  }
}
