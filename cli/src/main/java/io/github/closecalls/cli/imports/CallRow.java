package io.github.closecalls.cli.imports;

import io.github.closecalls.model.CreateCallActivity;
import java.util.List;

/**
 * A row of the file, as a call.
 *
 * @param number as a spreadsheet numbers it
 * @param key what tells it from other calls
 * @param cells as they are in the file
 * @param call what is sent; as far as it could be read, if there are problems
 * @param digest of what is sent
 * @param occasion a digest of its time, or of phone, direction and lead if it has none: what rows
 *     share that are the same call, mended
 * @param problems why it cannot be sent; none if it can
 */
record CallRow(
    long number,
    String key,
    List<String> cells,
    CreateCallActivity call,
    String digest,
    String occasion,
    List<String> problems) {}
