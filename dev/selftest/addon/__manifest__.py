# Part of Code Social. See LICENSE for full copyright and licensing details.
{
    "name": "Sound add-on",
    "summary": "Passes every gate",
    "version": "19.0.1.0.0",
    "author": "Code Social",
    "website": "https://codesocial.example.org",
    "license": "AGPL-3",
    "depends": ["base"],
    "data": ["security/ir.model.access.csv", "views/thing.xml"],
}
