package io.github.closecalls.cli.imports;

import io.github.closecalls.CloseResponse;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;

/** Sends a call to Close; a test stands in between. */
@FunctionalInterface
interface CallSender {
  CloseResponse<CallActivity> send(CreateCallActivity call);
}
