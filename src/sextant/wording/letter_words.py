"""What the command line says of letters, in both languages."""

from __future__ import annotations

LETTER_SAYINGS: dict[str, tuple[str, str]] = {
    "letter": ("Letters of authorization.", "授權書。"),
    "letter_file": (
        "Put the signed original of a version of an authorization on file, by its hash and for good.",
        "將某授權版本之簽署正本以雜湊值存檔；存檔後不得更改。",
    ),
    "letter_key": ("Party and reference, such as XA:XA-AUT-S0001.", "締約方與編號，如 XA:XA-AUT-S0001。"),
    "letter_version": ("Number of the version that the letter states.", "授權書所載之版次。"),
    "letter_original": ("The signed original. Its hash is kept, not the file.", "簽署正本。僅保存雜湊值，不保存檔案。"),
    "letter_unreadable": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "letter_authorization_unknown": (
        "No authorization {key} is on record; name one by Party and reference, such as XA:XA-AUT-S0001.",
        "無授權 {key} 之紀錄；請以締約方與編號指定，如 XA:XA-AUT-S0001。",
    ),
    "letter_version_unknown": (
        "The authorization {key} has versions 1 to {expected}, not {found}.",
        "授權 {key} 有第 1 至第{expected}版，無第{found}版。",
    ),
    "letter_another_named": (
        "{file} has the hash {found}, but the version itself names its original by {expected}.",
        "{file} 之雜湊值為 {found}，惟該版本身所列正本之雜湊值為 {expected}。",
    ),
    "letter_empty": ("{file} is empty; a signed original was expected.", "{file} 為空檔；應為簽署正本。"),
    "letter_filed": (
        "Filed as the original of {key}, version {version}: {sha256}.",
        "已存檔為 {key} 第{version}版之正本：{sha256}。",
    ),
    "letter_filed_before": (
        "This file is the original of {key}, version {version}, on file since {at}: {sha256}. Nothing changed.",
        "此檔案已為 {key} 第{version}版之正本，存檔於 {at}：{sha256}。未作變更。",
    ),
}
