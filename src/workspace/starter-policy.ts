/** The `credence.yaml` that `credence init` writes. What is commented out is an example, valid as it is. */
export const STARTER_POLICY = `# What may enter a training run here, and who decides. Keep this file in version control.
# Every key is described in docs/policy.md of Credence; credence.schema.json beside it is for editors.

# Tiers of trust, the most trusted first. Derived data inherit the lowest of what they were made from.
tiers: [trusted, reviewed, untrusted]

# What a model can do to people, the least first.
impacts: [low, high]

# Who may be a source. Without rules, the review of each source decides alone.
sources:
  reviews: 1                  # people other than the one who asked
#   allow:
#     - name: our buckets
#       types: [curated, production-event]
#       uris: ['s3://our-bucket/**']
#       tier: trusted
#     - name: the vendor
#       types: [vendor]
#       uris: ['https://*.vendor.example/**']
#       require: [published-hash, licence]

# How many people must approve a dataset version or a model. The strictest rule that applies counts.
approvals:
  rules:
    - people: 1
    - tiers: [untrusted]
      people: 2
    - impacts: [high]
      people: 2
  expireAfter: 90d

# Who had a hand in something does not approve it, nor does who shares a group with them.
separationOfDuties:
  curatorsMayApprove: false
  groups: any                 # or none, or a list of groups

# What a scan must have said, and how old it may be.
screening:
  failOn: suspected-poisoning
#   holdOn: drift              # a person must look
  freshFor: 30d
#   tiers:
#     untrusted: { failOn: drift, freshFor: 7d }

# The most that one contributor may hold of a version.
# contributors:
#   maxShare: 0.2

# How long an admission lets a version be trained on.
verdicts:
  expireAfter: 90d

# Which columns of which files hold what; credence scan reads it.
# datasets:
#   - files: 'tickets*.jsonl'
#     roles: { text: text, label: queue, source: source, contributor: contributor, time: created }
`;
