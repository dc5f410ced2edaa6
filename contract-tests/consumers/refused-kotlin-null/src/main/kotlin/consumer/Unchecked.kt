package consumer

import io.github.closecalls.model.CallActivity

fun characters(logged: CallActivity): Int = logged.leadId().length
