"""Faults in what AWS is asked for."""

from __future__ import annotations

import json
from typing import Any

from . import examples as ex
from .desk import trust
from .planting import Fault

_ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
_ROLE = f"arn:aws:iam::{ex.ACCOUNT}:role/nobody"


def _trust(**more: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}
    return {"assumeRolePolicy": ex.document({**statement, "Action": "sts:AssumeRole", **more})}


def _identity(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": ex.document(*statements)}


def _images(**changes: Any) -> dict[str, Any]:
    rule = json.loads(ex.EXPIRE)["rules"][0]
    selection = {**rule["selection"], **changes}
    return {"policy": json.dumps({"rules": [{**rule, "selection": selection}]})}


def _rule(**more: Any) -> dict[str, Any]:
    return {"rules": [{"id": "a", "status": "Enabled", **more}]}


def _cors(**more: Any) -> dict[str, Any]:
    rule = {"allowedMethods": ["GET"], "allowedOrigins": ["https://a.com"], **more}
    return {"corsRules": [rule]}


_LONG = {"Effect": "Allow", "Action": "s3:*", "Resource": [f"arn:aws:s3:::{'x' * 60}"] * 400}

FAULTS = [
    # The SDK's own classes.
    Fault("bucket", {"bucketName": "x"}, "has no property 'bucketName'; did you mean"),
    Fault("bucket", {"forceDestroy": "yes"}, "forceDestroy: expected a boolean, got a string"),
    Fault("versioning", {"bucket": None}, "requires 'bucket'"),
    Fault("versioning", {"versioningConfiguration.x": 1}, "versioningConfiguration.x: .* has no"),
    Fault("node-group", {"scalingConfig.minSize": 1.5}, "scalingConfig.minSize: expected an int"),
    Fault("node-group", {"subnetIds": "subnet-1"}, "subnetIds: expected a list, got a string"),
    Fault("node-group", {"labels": ["a"]}, "labels: expected a map, got a list"),
    Fault("template", {"metadataOptions": "x"}, "metadataOptions: expected a map"),
    # S3.
    Fault("bucket", {"bucket": "Acme_Data"}, "must be lower case letters, digits, dots"),
    Fault("bucket", {"bucket": "ab"}, "has 2 characters; 3 to 63"),
    Fault("bucket", {"bucket": "192.168.5.4"}, "looks like an IP address"),
    Fault("bucket", {"bucket": "acme..data"}, "two dots side by side"),
    Fault("bucket", {"bucket": "xn--acme"}, "begins with a reserved prefix"),
    Fault("bucket", {"bucket": "acme-s3alias"}, "ends in a reserved suffix"),
    Fault("bucket", {"corsRules": _cors()["corsRules"]}, "resources of their own"),
    Fault("bucket", {"tags": {"aws:x": "y"}}, "the key 'aws:x' is reserved"),
    Fault("bucket", {"tags": {"k" * 129: "y"}}, "is too long or has other characters"),
    Fault("bucket", {"tags": {"k": "v" * 257}}, "the value of 'k' is too long"),
    Fault("bucket", {"tags": {str(n): "v" for n in range(51)}}, "51 tags with the default ones"),
    Fault("versioning", {"versioningConfiguration.status": "On"}, "'On' is not one of Enabled"),
    Fault("versioning", {"bucket": "nobodys"}, "there is no Bucket 'nobodys'"),
    Fault("encryption", {"rules": []}, "has 0 items"),
    Fault(
        "encryption",
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "DES"}}]},
        "'DES' is not one of AES256",
    ),
    Fault("encryption", {"bucket": "nobodys"}, "there is no Bucket"),
    Fault("access-block", {"bucket": "nobodys"}, "there is no Bucket"),
    Fault("ownership", {"rule.objectOwnership": "Mine"}, "'Mine' is not one of"),
    Fault("ownership", {"bucket": "nobodys"}, "there is no Bucket"),
    Fault("bucket-policy", {"policy": "{"}, "MalformedPolicyDocument: is not a JSON"),
    Fault("bucket-policy", _identity(_ALLOW), "a Principal is required"),
    Fault(
        "bucket-policy",
        _identity({**_ALLOW, "Principal": "*", "Resource": "arn:aws:s3:::other/*"}),
        "MalformedPolicy: arn:aws:s3:::other/\\* is not of bucket acme-data",
    ),
    Fault("bucket-policy", {"bucket": "nobodys"}, "is not of bucket nobodys"),
    Fault("cors", {"corsRules": []}, "has 0 items; 1 to 100"),
    Fault("cors", _cors(allowedMethods=["PATCH"]), "'PATCH' is not one of GET"),
    Fault("cors", _cors(id="x" * 256), "256 characters"),
    Fault("cors", _cors(allowedOrigins=["https://*.*.com"]), "more than one wildcard"),
    Fault("cors", _cors(allowedHeaders=["*x*"]), "more than one wildcard"),
    Fault("cors", _cors(exposeHeaders=["*"]), "must not have a wildcard"),
    Fault("cors", {"bucket": "nobodys"}, "there is no Bucket"),
    Fault("lifecycle", {"rules": []}, "has 0 items"),
    Fault("lifecycle", {"rules": [{"id": "a"}]}, "requires 'status'"),
    Fault("lifecycle", {"rules": [{"id": "a", "status": "On"}]}, "'On' is not one of Enabled"),
    Fault("lifecycle", _rule(), "has no action"),
    Fault("lifecycle", _rule(id="x" * 256), "256 characters"),
    Fault(
        "lifecycle",
        _rule(expiration={"days": 1}, filter={"prefix": "a", "objectSizeLessThan": 1}),
        "more than one criterion",
    ),
    Fault(
        "lifecycle",
        _rule(expiration={"days": 1, "expiredObjectDeleteMarker": True}),
        "takes one of days, date",
    ),
    Fault(
        "lifecycle",
        _rule(expiration={"days": 30}, transitions=[{"days": 30, "storageClass": "GLACIER"}]),
        "after it has expired them",
    ),
    Fault(
        "lifecycle",
        _rule(transitions=[{"days": 30, "storageClass": "ICE"}]),
        "'ICE' is not one of STANDARD_IA",
    ),
    Fault(
        "lifecycle",
        _rule(noncurrentVersionTransitions=[{"noncurrentDays": 30, "storageClass": "ICE"}]),
        "'ICE' is not one of STANDARD_IA",
    ),
    Fault(
        "lifecycle",
        {"rules": _rule(expiration={"days": 1})["rules"] * 2},
        "two rules have the same id",
    ),
    Fault("lifecycle", {"bucket": "nobodys"}, "there is no Bucket"),
    # IAM.
    Fault("role", {"name": "a b"}, "must be letters, digits and"),
    Fault("role", {"name": "a" * 65}, "65 characters; 1 to 64"),
    Fault("role", {"description": "a" * 1001}, "1001 characters"),
    Fault("role", {"maxSessionDuration": 60}, "60 is not between 3600 and 43200"),
    Fault("role", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("role", {"assumeRolePolicy": ex.document(_LONG)}, "LimitExceeded: .* 4096 are allowed"),
    Fault("role", _trust(Condition={"StringLike": {"a": "x" * 2048}}), "quota is 2048"),
    Fault("role", _trust(Principal=None, Resource="*"), "must not name a Resource"),
    Fault("role", _trust(Efect="Allow"), "unknown element 'Efect'"),
    Fault("role", _trust(Effect="Maybe"), "Effect must be Allow or Deny"),
    Fault("role", _trust(Sid="a b"), "a Sid holds letters and digits only"),
    Fault("role", _trust(Action="AssumeRole"), "the action 'AssumeRole' is not service:Action"),
    Fault("role", _trust(NotAction="a:b"), "exactly one of Action and NotAction"),
    Fault("role", _trust(Condition={"StringEquals": "x"}), "Condition must map"),
    Fault("role", {"assumeRolePolicy": '{"Version": "2020-01-01"}'}, "Version '2020-01-01'"),
    Fault("role", {"assumeRolePolicy": '{"Version": "2012-10-17"}'}, "Statement is missing"),
    Fault("role", {"assumeRolePolicy": '{"Statement": ["x"]}'}, "statement 0 is not a map"),
    Fault(
        "role",
        {"assumeRolePolicy": json.dumps({**trust(_ALLOW), "Statements": []})},
        "unknown element 'Statements'",
    ),
    Fault("role", _trust(Principal={"AWS": _ROLE}), "Invalid principal: there is no"),
    Fault(
        "role",
        _trust(Principal={"Federated": f"arn:aws:iam::{ex.ACCOUNT}:oidc-provider/x.com"}),
        "there is no arn:aws:iam::123456789012:oidc-provider/x.com",
    ),
    Fault("role-policy", {"name": "a b"}, "must be letters"),
    Fault("role-policy", _identity({**_ALLOW, "Principal": "*"}), "must not name a Principal"),
    Fault("role-policy", _identity({"Effect": "Allow", "Action": "a:b"}), "Resource is required"),
    Fault("role-policy", _identity({**_ALLOW, "Resource": "acme"}), "is not an ARN"),
    Fault("role-policy", _identity({**_ALLOW, "Sid": "A"}, {**_ALLOW, "Sid": "A"}), "stands twice"),
    Fault("role-policy", {"role": "nobody"}, "there is no Role 'nobody'"),
    Fault("policy", {"name": "a" * 129}, "129 characters"),
    Fault("policy", _identity(_LONG), "6144 are allowed"),
    Fault("policy", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("attachment", {"policyArn": "acme-read-and-write-all"}, "must be an ARN"),
    Fault("attachment", {"role": "nobody"}, "there is no Role"),
    Fault(
        "attachment",
        {"policyArn": f"arn:aws:iam::{ex.ACCOUNT}:policy/nothing"},
        "there is no Policy",
    ),
    Fault("oidc", {"url": "http://issuer.example.com"}, "must be an https URL"),
    Fault("oidc", {"tags": {"aws:x": "y"}}, "is reserved"),
    # ECR.
    Fault("repository", {"name": "Union/Images"}, "must be lower case letters and digits"),
    Fault("repository", {"imageTagMutability": "FIXED"}, "'FIXED' is not one of MUTABLE"),
    Fault(
        "repository",
        {"encryptionConfigurations": [{"encryptionType": "DES"}]},
        "'DES' is not one of AES256",
    ),
    Fault("repository", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("repository-policy", {"repository": "nothing"}, "there is no Repository"),
    Fault(
        "repository-policy",
        _identity({**_ALLOW, "Principal": "*"}),
        "a repository policy must not name a Resource",
    ),
    Fault("image-lifecycle", {"policy": "{}"}, "is not a JSON document with a list"),
    Fault("image-lifecycle", _images(tagStatus="some"), "tagStatus is tagged, untagged or any"),
    Fault("image-lifecycle", _images(tagStatus="tagged"), "goes with tagStatus tagged"),
    Fault("image-lifecycle", _images(countType="age"), "countType is imageCountMoreThan"),
    Fault("image-lifecycle", _images(countUnit=None), "countUnit days goes with"),
    Fault("image-lifecycle", _images(countNumber=0), "a whole number from 1"),
    Fault(
        "image-lifecycle",
        {"policy": json.dumps({"rules": json.loads(ex.EXPIRE)["rules"] * 2})},
        "a rulePriority of its own",
    ),
    Fault(
        "image-lifecycle",
        {"policy": ex.EXPIRE.replace('"expire"', '"archive"')},
        "the action type is expire",
    ),
    Fault("image-lifecycle", {"repository": "nothing"}, "there is no Repository"),
    # EKS, EC2, Auto Scaling.
    Fault("node-group", {"nodeGroupName": "-x"}, "a letter or digit first"),
    Fault("node-group", {"amiType": "AL3"}, "'AL3' is not one of"),
    Fault("node-group", {"capacityType": "CHEAP"}, "'CHEAP' is not one of"),
    Fault("node-group", {"instanceTypes": []}, "has 0 items; 1 to 20"),
    Fault("node-group", {"subnetIds": []}, "has 0 items; 1 to 100"),
    Fault("node-group", {"taints": [{"key": "a", "effect": "NO_SCHEDULE"}] * 51}, "51 items"),
    Fault("node-group", {"taints": [{"key": "a", "effect": "NoSchedule"}]}, "'NoSchedule' is not"),
    Fault("node-group", {"taints": [{"key": "", "effect": "NO_SCHEDULE"}]}, "0 characters"),
    Fault(
        "node-group",
        {"taints": [{"key": "a", "value": "b" * 64, "effect": "NO_SCHEDULE"}]},
        "64 characters",
    ),
    Fault("node-group", {"labels": {"a": "b" * 64}}, "64 characters"),
    Fault("node-group", {"updateConfig.maxUnavailable": 0}, "0 is not between 1 and 100"),
    Fault(
        "node-group",
        {"updateConfig": {"maxUnavailablePercentage": 101}},
        "101 is not between 1 and 100",
    ),
    Fault("node-group", {"scalingConfig.desiredSize": 6}, "are out of order"),
    Fault(
        "node-group",
        {"scalingConfig": {"minSize": 0, "desiredSize": 0, "maxSize": 0}},
        "maxSize is at least 1",
    ),
    Fault("node-group", {"diskSize": 20}, "diskSize cannot be given together"),
    Fault("node-group", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("node-group", {"clusterName": "nothing"}, "there is no Cluster 'nothing'"),
    Fault("node-group", {"nodeRoleArn": _ROLE}, "there is no Role"),
    Fault("node-group", {"subnetIds": ["subnet-1"]}, "there is no Subnet 'subnet-1'"),
    Fault("node-group", {"launchTemplate.name": "nothing"}, "there is no LaunchTemplate"),
    Fault(
        "node-group",
        {"launchTemplate": {"id": "lt-1", "version": "1"}},
        "there is no LaunchTemplate 'lt-1'",
    ),
    Fault("node-group", {"launchTemplate.version": "2"}, "has no version 2"),
    Fault(
        "node-group",
        {"nodeRoleArn": f"arn:aws:iam::{ex.ACCOUNT}:role/acme-backend"},
        "does not trust ec2.amazonaws.com",
    ),
    Fault("pod-identity", {"clusterName": "nothing"}, "there is no Cluster"),
    Fault("pod-identity", {"roleArn": _ROLE}, "there is no Role"),
    Fault("pod-identity", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("template", {"name": "a b"}, "must be letters, digits and"),
    Fault("template", {"metadataOptions.httpTokens": "yes"}, "'yes' is not one of optional"),
    Fault("template", {"metadataOptions.httpEndpoint": "on"}, "'on' is not one of enabled"),
    Fault("template", {"metadataOptions.httpPutResponseHopLimit": 65}, "65 is not between"),
    Fault(
        "template",
        {"blockDeviceMappings": [{"ebs": {"volumeType": "ssd"}}]},
        "'ssd' is not one of gp2",
    ),
    Fault(
        "template",
        {"tagSpecifications": [{"resourceType": "node"}]},
        "'node' is not one of instance",
    ),
    Fault("template", {"defaultVersion": 1, "updateDefaultVersion": True}, "conflicts with"),
    Fault("template", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("asg-tag", {"tag.key": "aws:x"}, "free of the prefix aws:"),
    Fault("asg-tag", {"autoscalingGroupName": "nothing"}, "there is no such group"),
    # Secrets Manager, KMS, Prometheus.
    Fault("secret", {"name": "a b"}, "must be letters, digits and"),
    Fault("secret", {"recoveryWindowInDays": 3}, "is 0, or 7 to 30 days"),
    Fault("secret", {"policy": "{"}, "is not a JSON document"),
    Fault("secret", {"kmsKeyId": "nothing"}, "there is no Key"),
    Fault("secret", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("secret-version", {"secretBinary": "YQ=="}, "conflicts with secretBinary"),
    Fault("secret-version", {"secretString": None}, "one of secretString, .* is required"),
    Fault("secret-version", {"secretString": "x" * 65_537}, "65537 bytes"),
    Fault("secret-version", {"secretString": None, "secretBinary": "%"}, "is not base64"),
    Fault("secret-version", {"secretId": "nothing"}, "there is no Secret 'nothing'"),
    Fault("key", {"deletionWindowInDays": 3}, "3 is not between 7 and 30"),
    Fault("key", {"rotationPeriodInDays": 30}, "30 is not between 90 and 2560"),
    Fault("key", {"keyUsage": "HIDE"}, "'HIDE' is not one of"),
    Fault("key", {"policy": "{"}, "is not a JSON document"),
    Fault("key", {"tags": {"aws:x": "y"}}, "is reserved"),
    Fault("alias", {"name": "union-key"}, "must be alias/ and a name"),
    Fault("alias", {"targetKeyId": "nothing"}, "there is no Key"),
    Fault("workspace", {"alias": "a b"}, "free of white space"),
    Fault("workspace", {"kmsKeyArn": "nothing"}, "there is no Key"),
    Fault("workspace", {"tags": {"aws:x": "y"}}, "is reserved"),
]
