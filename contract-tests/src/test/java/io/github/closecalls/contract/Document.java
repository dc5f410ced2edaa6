package io.github.closecalls.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Markdown file of this repository.
 *
 * @param file its path from the root, with slashes
 */
record Document(String file, String text) {
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]*)\"></a>");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** Code between two fences. */
  record Block(int line, String code) {}

  static Document of(String file) throws IOException {
    return new Document(file, Files.readString(Repository.root().resolve(file)));
  }

  static List<Document> all() throws IOException, InterruptedException {
    List<Document> documents = new ArrayList<>();
    for (String file : Repository.files()) {
      if (file.endsWith(".md")) {
        documents.add(of(file));
      }
    }
    return documents;
  }

  /** Returns the code that is marked as this language, with the line where it begins, from 1. */
  List<Block> blocks(String language) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = text.lines().toList();
    StringBuilder code = null;
    int begin = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (code != null && line.equals("```")) {
        blocks.add(new Block(begin, code.toString()));
        code = null;
      } else if (code != null) {
        code.append(lines.get(i)).append('\n');
      } else if (line.equals("```" + language)) {
        code = new StringBuilder();
        begin = i + 2;
      }
    }
    if (code != null) {
      throw new AssertionError(file + " has a block of code without an end");
    }
    return blocks;
  }

  /** Returns what links can lead to: the anchors that are written, and those of the headings. */
  List<String> anchors() {
    String prose = text.replaceAll("(?ms)^```.*?^```$", "");
    List<String> anchors = new ArrayList<>();
    ANCHOR.matcher(prose).results().map(match -> match.group(1)).forEach(anchors::add);
    for (MatchResult heading : HEADING.matcher(prose).results().toList()) {
      anchors.add(anchor(heading.group(1)));
    }
    return anchors;
  }

  /** Returns the anchor that GitHub gives a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  @Override
  public String toString() {
    return file;
  }
}
