"""What the command line says of signatures of records, in both languages."""

from __future__ import annotations

SIGNATURE_SAYINGS: dict[str, tuple[str, str]] = {
    "signature_new": (
        "Make a key with which a Party signs records of its authorizations.",
        "產生締約方簽署授權紀錄之金鑰。",
    ),
    "signature_sign": (
        "Sign the record of a version; the signature is a file of its own.",
        "簽署某版紀錄；簽章自成一檔。",
    ),
    "signature_check": ("Check a signature of a record with the public key.", "以公鑰查驗紀錄之簽章。"),
    "signature_key": ("The key, as PEM: private to sign, public to check.", "PEM 格式之金鑰：簽署用私鑰，查驗用公鑰。"),
    "signature_new_file": (
        "Where the private key goes; the public one goes to FILE.pub.",
        "私鑰存放處；公鑰存於 FILE.pub。",
    ),
    "signature_record": (
        "The record, as /letters/KEY/VERSION.json gives it.",
        "紀錄，即 /letters/KEY/VERSION.json 所提供者。",
    ),
    "signature_file": ("The signature.", "簽章。"),
    "signature_file_there": (
        "{file}, or its .pub, is there already; keys are not overwritten.",
        "{file} 或其 .pub 已存在；金鑰不予覆寫。",
    ),
    "signature_not_written": ("{file} cannot be written: {reason}.", "無法寫入 {file}：{reason}。"),
    "signature_not_read": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "signature_made": (
        "{file} is the private key: keep it. {public} is for everybody.",
        "{file} 為私鑰，請妥善保管；{public} 供公眾使用。",
    ),
    "signature_no_version": (
        "No version {version} of {key} is on record here.",
        "此處無 {key} 第{version}版之紀錄。",
    ),
    "signature_no_key": ("{file} holds no Ed25519 key as PEM.", "{file} 並非 PEM 格式之 Ed25519 金鑰。"),
    "signature_valid": ("The signature is that of this record by this key.", "此簽章確為此金鑰對此紀錄所為。"),
    "signature_another_record": ("The signature is of another record.", "此簽章屬另一紀錄。"),
    "signature_another_key": ("The signature was made with another key.", "此簽章係以另一金鑰所為。"),
    "signature_false": (
        "The signature names this record and this key, and is not of them.",
        "此簽章雖載此紀錄與此金鑰，惟與之不符。",
    ),
    "signature_malformed": (
        "This is no signature as `sextant letter sign` writes it.",
        "此非 `sextant letter sign` 所寫之簽章。",
    ),
}
