package io.github.closecalls.benchmarks;

import com.dslplatform.json.CompiledJson;
import java.time.OffsetDateTime;
import java.util.List;

/** An answer as fields, named as in JSON; what is not listed is dropped. */
@CompiledJson(onUnknown = CompiledJson.Behavior.IGNORE)
public final class PlainAnswer {
  public String _type;
  public OffsetDateTime activity_at;
  public String contact_id;
  public String created_by;
  public String created_by_name;
  public OffsetDateTime date_created;
  public OffsetDateTime date_updated;
  public String id;
  public String lead_id;
  public String organization_id;
  public String outcome_id;
  public String sequence_id;
  public String sequence_name;
  public String sequence_subscription_id;
  public String source;
  public String status;
  public String updated_by;
  public String updated_by_name;
  public String user_id;
  public String user_name;
  public List<String> users;
}
